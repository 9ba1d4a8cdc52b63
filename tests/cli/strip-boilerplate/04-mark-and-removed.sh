strip-boilerplate --mark --removed=cut.tsv </dev/null
