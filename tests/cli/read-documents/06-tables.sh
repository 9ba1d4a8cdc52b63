cat > posts.csv <<'C'
id,url,body,date
p1,https://example.org/1,"A comma, a ""quotation""
and a line end.",2024-05-06
,https://example.org/2,plain,yesterday
p3,too,few
p4,https://example.org/4,"not closed,2024-05-06
p5,https://example.org/5,the last,2024-05-07
C
read-documents --text-column=body --date posts.csv
printf 'name\tword\nx\tone "two\n' | read-documents --from=tsv --text-column=2 --id-column=name
read-documents posts.csv
printf 'text,day\nshort,2024-01-02\n' > days.csv
read-documents --date --date-column=day days.csv
