printf "%s\n" "{\"text\":\"One.\"}" "{\"text\":" "{\"text\":\"Two.\"}" >in.jsonl
split-sentences in.jsonl
