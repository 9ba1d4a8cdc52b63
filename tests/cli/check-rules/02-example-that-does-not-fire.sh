cat >mine.yaml <<EOF
galley: 1
layer: sentences
language: en
rules:
  - name: quux-before-name
    match: "\\bQuux\\.(?= \\p{Lu})"
    decide: join
    examples:
      - "Ask [Quux.] brown."
      - not: "Ask Quux. Brown."
EOF
check-rules mine.yaml
