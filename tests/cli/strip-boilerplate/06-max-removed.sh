printf "ADVERTISEMENT\n\nThe council met on Monday.\n" >a.txt; strip-boilerplate --lang=en --max-removed=0.1 a.txt; strip-boilerplate --max-removed=2 a.txt
