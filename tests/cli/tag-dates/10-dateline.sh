printf "%s\n" "PARIS, October 7, 2020 (AB) - He came on Monday." | tag-dates --lang=en
