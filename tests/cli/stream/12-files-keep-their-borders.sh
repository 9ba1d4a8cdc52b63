printf 'One.\n' >a; printf 'Two.\n' >b
split-sentences -0 a b | tr '\0' '@'
