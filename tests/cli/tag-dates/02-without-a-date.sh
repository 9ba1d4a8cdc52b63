printf "%s\n" "He came on Friday and left on Oct. 12." | tag-dates --lang=en
