seq 1 3000 | sed 's/.*/{"text":"This is & of many. It is short."}/' >in.jsonl
split-sentences in.jsonl | cksum
for jobs in 0 2 7 1000; do split-sentences --jobs=$jobs in.jsonl | cksum; done
