cat >mine.yaml <<EOF
galley: 1
layer: sentences
language: en
rules:
  - name: one
    mach: "foo"
    decide: join
EOF
echo "One. Two." | split-sentences --rules=mine.yaml
