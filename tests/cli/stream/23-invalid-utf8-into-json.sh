printf 'One \377. Two.\n' >a.txt
split-sentences --jsonl a.txt
