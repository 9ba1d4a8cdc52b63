printf "%s\n" "He left on Oct. 12. She stayed with the others in the house." >a.txt; split-sentences --jsonl --explain a.txt
