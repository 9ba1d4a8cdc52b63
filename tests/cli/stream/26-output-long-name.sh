printf 'One. Two.\n' | split-sentences --output=out; cat out
