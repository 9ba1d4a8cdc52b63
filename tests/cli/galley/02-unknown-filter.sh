galley 'split-sentences | tag-date' </dev/null
