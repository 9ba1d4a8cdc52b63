printf '%s\n' 'One. Two.' >a.txt
printf '%s\n' 'Three.' >b.txt
galley --jsonl 'split-sentences' a.txt -o out.jsonl b.txt
cat out.jsonl
