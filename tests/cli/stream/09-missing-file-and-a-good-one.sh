printf 'One. Two.\n' >a.txt
split-sentences no-such a.txt
