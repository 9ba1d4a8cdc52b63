printf '%s\n' '{"text":"é One. Two."}' | split-sentences --offsets=byte | tag-dates --offsets=utf16
