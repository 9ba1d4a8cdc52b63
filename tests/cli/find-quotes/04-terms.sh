printf "%s\n" "The so-called “Arlen Circle” met again." | find-quotes --lang=en --terms
