printf "%s\n" "{\"text\":\"He came on Friday.\",\"lang\":\"en\",\"date\":\"2020-10-07\"}" | tag-dates
