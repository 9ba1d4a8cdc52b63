printf 'One. Two.\n' | split-sentences >&-
