printf 'One.\n' | split-sentences -j two
