printf 'One.\n' | split-sentences --stats=none/stats.json
