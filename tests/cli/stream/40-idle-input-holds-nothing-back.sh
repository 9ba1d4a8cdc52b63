# Each job count: a record must come out while the input is idle, with half of the next one already there.
for jobs in 1 2 4; do
    for options in "" --line-buffered; do
        rm -f pipe out && mkfifo pipe
        split-sentences -j "$jobs" $options <pipe >out &
        exec 3>pipe
        printf '{"text":"One."}\n{"te' >&3
        tries=0
        while [ ! -s out ] && [ "$tries" -lt 100 ]; do
            sleep 0.05
            tries=$((tries + 1))
        done
        cat out
        printf 'xt":"Two."}' >&3
        exec 3>&-
        wait
        tail -n 1 out
    done
done
