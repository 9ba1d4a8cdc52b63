split-sentences --l=x </dev/null
