printf "%s\n" "He left on Oct. 12. She stayed." >a.txt; split-sentences --lang=en --explain a.txt 2>&1 | sed 's/yaml:[0-9]*/yaml:N/'
