printf "ADVERTISEMENT\n\nThe council met on Monday.\n" >a.txt; strip-boilerplate --lang=en --removed-most=0.1 a.txt; strip-boilerplate --removed-most=2 a.txt
