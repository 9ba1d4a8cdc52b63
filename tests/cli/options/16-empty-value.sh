split-sentences --lang= </dev/null
