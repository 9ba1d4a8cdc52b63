split-sentences -x </dev/null
