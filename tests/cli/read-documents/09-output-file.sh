printf 'a text' > a.txt
echo old > out.jsonl
read-documents -o out.jsonl missing.warc
cat out.jsonl
read-documents --output=out.jsonl a.txt
cat out.jsonl
read-documents a.txt > /dev/full
