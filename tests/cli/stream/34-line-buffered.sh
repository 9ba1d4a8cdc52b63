mkfifo pipe
(printf '%s\n' '{"text":"One."}'; sleep 0.3; printf '%s\n' '{"text":"Two."}') | split-sentences --line-buffered >pipe &
cat pipe; wait
