printf "%s\n" "{\"text\":\"One.\"}" "{\"text\":5}" >in.jsonl
split-sentences --bad=pass in.jsonl
