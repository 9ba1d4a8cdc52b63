# The files of a folder, those of folders below too, in the order of their bytes; ids are paths below it.
mkdir -p articles/b articles/.hidden
printf 'second\n' > articles/b/one.txt
printf 'first\n' > articles/a.txt
printf 'third\000 with a NUL\n' > articles/c.txt
: > articles/empty.txt
printf 'no' > articles/.hidden/x.txt
ln -s . articles/loop
read-documents articles
(cd articles && read-documents ./a.txt b)
read-documents missing articles/a.txt
