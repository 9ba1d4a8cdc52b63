for unit in codepoint byte utf16; do
    printf '%s\n' '{"text":"😀é One. Two."}' | split-sentences --offsets=$unit
done
