printf 'One. Two.\0Three.\0' | split-sentences -0 | tr '\0' '@'
