printf 'One.\n--\nTwo.\n' >a.txt
split-sentences --separator=-- --jsonl a.txt
