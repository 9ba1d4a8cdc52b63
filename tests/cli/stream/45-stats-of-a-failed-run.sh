printf '%s\n' '{"text":"One."}' '{' '{"text":"Two."}' >in.jsonl
echo old >stats.json
split-sentences --bad=fail --stats=stats.json in.jsonl
echo "status $?"
cat stats.json
split-sentences --bad=fail --stats in.jsonl 2>&1 >out.jsonl | tail -n 1 | jq -c '[.records, .bad_records]'
