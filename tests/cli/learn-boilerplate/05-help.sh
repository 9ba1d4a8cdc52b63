learn-boilerplate -h
learn-boilerplate --list t.table --temporary=/nowhere
printf 'x' | learn-boilerplate --memory=1 --temporary=/nowhere -o t.table
sh "$ROOT/tests/cli/learn-boilerplate-corpus" 40
learn-boilerplate --memory=1 --temporary=/nowhere -o t.table corpus.jsonl
