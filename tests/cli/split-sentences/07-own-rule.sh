cat >mine.yaml <<EOF
galley: 1
layer: sentences
language: en
rules:
  - name: quux-before-name
    match: "\\bQuux\\.(?= \\p{Lu})"
    decide: join
    examples:
      - "Ask [Quux.] Brown."
      - not: "Ask Quux. it said."
EOF
printf "%s\n" "They asked Quux. Brown about it." | split-sentences --lang=en
printf "%s\n" "They asked Quux. Brown about it." | split-sentences --lang=en --rules=mine.yaml
