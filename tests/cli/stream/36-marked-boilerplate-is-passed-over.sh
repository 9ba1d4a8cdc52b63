printf '%s\n' '{"text":"ADVERTISEMENT\n\nHe came. She left.","annotations":{"boilerplate":[{"start":0,"end":13,"kind":"ad"}]}}' | sed 's/\\\\n/\\n/g' | split-sentences
