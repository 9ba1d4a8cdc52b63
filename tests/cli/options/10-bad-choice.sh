split-sentences --offsets=bytes </dev/null
