split-sentences --explain=yes </dev/null
