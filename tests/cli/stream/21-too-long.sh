printf '%s\n' '{"text":"One."}' '{"text":"A record that is longer than it may be."}' '{"text":"Two."}' >in.jsonl
split-sentences --max-document=30 in.jsonl
