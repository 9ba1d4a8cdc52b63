printf "%s\n" "{\"text\":\"One.\"}" "{}" "{\"text\":\"Two.\"}" >in.jsonl
split-sentences --to=text in.jsonl
