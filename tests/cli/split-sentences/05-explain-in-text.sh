printf "%s\n" "He left on Oct. 12. She stayed." >a.txt; split-sentences --lang=en --explain a.txt
