# Lines are counted by site, capitals, digits and white space apart; each with its smallest id and a sample.
sh "$ROOT/tests/cli/learn-boilerplate-corpus" 8
learn-boilerplate -o lines.table corpus.jsonl
learn-boilerplate --list lines.table | cut -f 2- | sort | grep -v Only
echo in three documents at least
learn-boilerplate --min-documents=3 corpus.jsonl > pruned.table
learn-boilerplate --list pruned.table | cut -f 2- | sort
