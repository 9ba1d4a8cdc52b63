printf ' {"text":"One. Two."}\n' | split-sentences; printf '{ }\n' | split-sentences
