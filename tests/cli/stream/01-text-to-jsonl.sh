printf 'He came. She left.\n' >a.txt
split-sentences --jsonl a.txt
