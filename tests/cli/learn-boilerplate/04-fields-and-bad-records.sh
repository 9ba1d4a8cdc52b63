printf '%s\n' '{"name":"x","source":"http://user@Blog.example.org/p","body":"A line","url":"http://not.this/"}' \
    '{"name":"y"}' '{"name":"z","body":"a  LINE\nmuch too long a text for that"}' > records.jsonl
learn-boilerplate --from=jsonl --text-field=body --id-field=name --site-field=source records.jsonl > t.table; echo $?
learn-boilerplate --list t.table | cut -f 2-
learn-boilerplate --bad=skip --max-document=100 --text-field=body records.jsonl 2> /dev/null | learn-boilerplate --list /dev/stdin
learn-boilerplate --bad=fail --text-field=body records.jsonl > t.table; echo $?
printf 'plain text\n\n \n' | learn-boilerplate -o t.table; learn-boilerplate --list t.table | cut -f 2-
: | learn-boilerplate -o t.table; learn-boilerplate --list t.table
learn-boilerplate -o t.table missing.jsonl; echo $?
