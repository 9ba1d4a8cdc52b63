# What is no table of this version, whole, and with all its lines is refused by name.
printf '{"id":"a","text":"one\\ntwo"}\n' > a.jsonl
learn-boilerplate -o a.table a.jsonl
learn-boilerplate --min-documents=2 -o pruned.table a.jsonl
{ head -c 8 a.table; printf '\002\000\000\000'; tail -c +13 a.table; } > later.table
{ head -c 12 a.table; printf '\007'; tail -c +14 a.table; } > other.table
head -c 60 a.table > cut.table
{ head -c 50 a.table; printf 'X'; tail -c +52 a.table; } > damaged.table
for table in later other cut damaged pruned missing; do
    learn-boilerplate --merge -o out.table a.table $table.table; echo $?
done
learn-boilerplate --merge -o out.table a.jsonl
learn-boilerplate --list a.jsonl
ls out.table 2> /dev/null
learn-boilerplate --merge
learn-boilerplate --merge --list a.table
