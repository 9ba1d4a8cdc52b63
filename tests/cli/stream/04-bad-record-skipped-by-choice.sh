printf "%s\n" "{\"text\":\"One.\"}" "not json" "{\"text\":\"Two.\"}" >in.jsonl
split-sentences --bad=skip in.jsonl
