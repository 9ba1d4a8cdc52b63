printf 'One. Two.\n' >./-x
split-sentences -- -x
