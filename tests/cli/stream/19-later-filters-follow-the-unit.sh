printf '%s\n' '{"text":"😀é One. On 12 May 2020."}' | split-sentences --offsets=byte | tag-dates
