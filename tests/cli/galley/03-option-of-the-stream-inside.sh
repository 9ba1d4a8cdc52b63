galley 'split-sentences -o out.jsonl' </dev/null
