# One gzip member a record, as archives have it: the same records; damage costs only its own member.
record() {
    printf 'WARC/1.1\r\nWARC-Type: conversion\r\nWARC-Target-URI: <https://example.org/%s>\r\nWARC-Record-ID: <urn:uuid:%s>\r\nContent-Length: %s\r\n\r\n%s\r\n\r\n' \
        "$1" "$1" "$(printf %s "$2" | wc -c)" "$2"
}
record 1 'The first page.' | gzip -n > 1.gz
record 2 'The second page, that somebody will damage in a moment, has a longer text.' | gzip -n > 2.gz
record 3 'The third page.' | gzip -n > 3.gz
cat 1.gz 2.gz 3.gz > whole.wet.gz
read-documents whole.wet.gz
echo a member cut in its middle
head -c 100 2.gz > cut.gz
cat 1.gz cut.gz 3.gz > damaged.wet.gz
read-documents damaged.wet.gz; echo $?
echo the file ends too early
cat 1.gz 3.gz cut.gz | read-documents; echo $?
echo one that is asked to pass over it
read-documents --bad=skip damaged.wet.gz > /dev/null; echo $?
