# Where SIGPIPE is ignored, a failed write ends the program, though one of its workers waits for input that does not come.
trap '' PIPE
mkfifo pipe
for jobs in 1 4; do
    { split-sentences -j "$jobs" <pipe 2>err; echo "$?" >status; } | true &
    exec 3>pipe
    printf '{"text":"One."}\n' >&3
    tries=0
    while [ ! -s status ] && [ "$tries" -lt 100 ]; do
        sleep 0.05
        printf '{"text":"Two."}\n' >&3 2>none
        tries=$((tries + 1))
    done
    cat err status
    exec 3>&-
    wait
    rm status
done
