split-sentences -0 --separator=== </dev/null
