split-sentences -h
