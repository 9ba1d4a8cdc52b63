cat >mine.yaml <<EOF
galley: 1
layer: sentences
language: en
rules:
  - name: one
    match: "(Quux"
    decide: join
EOF
check-rules mine.yaml
