printf "%s\n" "{\"text\":\"One.\"}" "{}" "{\"text\":\"Two.\"}" >in.jsonl
split-sentences --bad=fail in.jsonl
