printf 'One. Two.\n' >a; gzip -k a; zstd -q a
split-sentences a.gz a.zst
