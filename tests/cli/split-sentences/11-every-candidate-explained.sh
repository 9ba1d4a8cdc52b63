printf "%s\n" 'She said "We go. We stay." and left. It rained.' >a.txt; split-sentences --lang=en --quotes=keep --explain a.txt 2>&1 | sed 's/yaml:[0-9]*/yaml:N/'
