cat >mine.yaml <<EOF
galley: 1
layer: sentences
language: en
rules:
  - name: one
    match: "<mounth>\\."
    decide: join
EOF
split-sentences --rules=mine.yaml </dev/null
