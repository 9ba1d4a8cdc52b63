split-sentences --from=jsonl --null </dev/null
