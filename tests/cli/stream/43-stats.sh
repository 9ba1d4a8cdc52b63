printf '%s\n' '{"text":"Dr. Lee left. She came back on Oct. 12."}' '{}' ' ' '{"text":"ADVERTISEMENT\nThe end.\n"}' >in.jsonl
shown='del(.version, .rules_hash, .cpu_seconds, .wall_seconds, .peak_memory_bytes)'
split-sentences --stats in.jsonl 2>&1 >out.jsonl | tail -n 1 | jq -c "$shown | .spans |= keys"
wc -c <out.jsonl | tr -d ' '
for jobs in 1 3; do
    strip-boilerplate -j "$jobs" --line-buffered --stats=stats.json in.jsonl >out.jsonl 2>err.txt
    jq -c "$shown" stats.json
done
jq -r 'keys | join(" ")' stats.json
jq '.cpu_seconds > 0 and .wall_seconds > 0 and .peak_memory_bytes > 1000000 and (.version | test("^[0-9.]+$"))' stats.json
strip-boilerplate --version | grep -c "$(jq -r .rules_hash stats.json)"
