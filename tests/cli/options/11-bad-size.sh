split-sentences --max-document=lots </dev/null
