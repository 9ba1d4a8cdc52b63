printf '%s\n' '{"n":12345678901234567890, "f":1e999,"k\\u0065y":"\\u00e9 \\/","text":"\\ud83d\\ude00 One. Two.","x":[ 1 , {} ],"d":{"a":1,"a":2}}' |
    split-sentences | find-quotes | tag-dates | strip-boilerplate --mark
