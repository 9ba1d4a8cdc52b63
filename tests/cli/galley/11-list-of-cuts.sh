printf '%s\n' '{"id":"a","text":"ADVERTISEMENT\nHe left."}' | galley 'strip-boilerplate --removed=cut.tsv | split-sentences'
cat cut.tsv
