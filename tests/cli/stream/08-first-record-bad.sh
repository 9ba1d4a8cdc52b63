printf "%s\n" "oops" "{\"text\":\"Two.\"}" >in.jsonl
split-sentences --from=jsonl in.jsonl
