printf '%s\n' '{"text":"One. Two.","annotations":{"sentences":[]}}' | split-sentences --layer=mine
