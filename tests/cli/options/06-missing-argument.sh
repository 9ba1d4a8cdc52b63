split-sentences -o
