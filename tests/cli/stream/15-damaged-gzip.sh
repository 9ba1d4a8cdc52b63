printf 'One. Two.\n' | gzip | head -c 15 >a.gz
split-sentences a.gz
