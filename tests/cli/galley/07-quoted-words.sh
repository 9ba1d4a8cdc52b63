printf '%s\n' '{"text":"One. Two."}' | galley 'split-sentences --layer="my lines" | split-sentences --layer=a\|b --line-breaks '\''keep'\'
