split-sentences </dev/null; split-sentences --jsonl </dev/null; split-sentences --from=jsonl </dev/null
