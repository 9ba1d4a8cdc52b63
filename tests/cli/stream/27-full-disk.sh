printf 'One. Two.\n' | split-sentences >/dev/full
