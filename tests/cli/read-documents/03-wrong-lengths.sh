# Records whose length is wrong, missing, or too large for memory; headers without end; bytes that are no record.
head='WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:'
good() { printf "$head$1>\\r\\nContent-Length: 5\\r\\n\\r\\ngood$1\\r\\n\\r\\n"; }
{
    good 1
    printf "${head}long>\\r\\nContent-Length: 500\\r\\n\\r\\nabc\\r\\n\\r\\n"
    good 2
    printf "${head}short>\\r\\nContent-Length: 2\\r\\n\\r\\nabcdef\\r\\n\\r\\n"
    good 3
    printf "${head}none>\\r\\n\\r\\nabc\\r\\n\\r\\n"
    good 4
    printf "${head}huge>\\r\\nContent-Length: 18446744073709551616\\r\\n\\r\\nabc\\r\\n\\r\\n"
    good 5
    printf 'this is no record\r\n\r\n'
    good 6
    printf "${head}over>\\r\\nContent-Length: 20\\r\\n\\r\\nabcdefghijklmnopqrst\\r\\n\\r\\n"
    good 7
    printf 'WARC/1.0\r\nWARC-Type: conversion\r\n'
} > broken.warc
read-documents --max-document=10 broken.warc
