# Whatever the shards, their order, and the memory: the same bytes.
sh "$ROOT/tests/cli/learn-boilerplate-corpus" 300
learn-boilerplate -o whole.table corpus.jsonl
for memory in 1 10K 40K; do
    learn-boilerplate --memory=$memory -o small.table corpus.jsonl
    cmp whole.table small.table && echo the same in $memory
done
split -n r/70 -a 3 corpus.jsonl shard.
for shard in shard.???; do
    learn-boilerplate -o $shard.table $shard
done
learn-boilerplate --merge -o forward.table shard.*.table
learn-boilerplate --merge --temporary=. -o backward.table $(ls shard.*.table | sort -r)
learn-boilerplate --merge -o a.table shard.aa[a-m].table
learn-boilerplate --merge shard.aa[n-z].table shard.a[b-z]?.table > b.table
learn-boilerplate --merge -o grouped.table b.table a.table
for table in forward backward grouped; do
    cmp whole.table $table.table && echo the same $table
done
learn-boilerplate --min-documents=50 -o whole.pruned corpus.jsonl
learn-boilerplate --merge --min-documents=50 -o grouped.pruned b.table a.table
cmp whole.pruned grouped.pruned && echo the same pruned
ls | grep galley- || echo nothing is left behind
