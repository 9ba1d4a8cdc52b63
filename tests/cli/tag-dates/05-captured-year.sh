printf "%s\n" "{\"text\":\"He left on Oct. 12.\",\"lang\":\"en\",\"annotations\":{\"captures\":[{\"key\":\"copyright_year\",\"value\":\"2020\",\"rule\":\"copyright\"}]}}" | tag-dates
