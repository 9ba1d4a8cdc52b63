split-sentences --help >/dev/full
