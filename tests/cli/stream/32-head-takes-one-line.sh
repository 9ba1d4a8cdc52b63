yes 'One. Two.' | head -200000 >big
split-sentences big | head -1
