# Records of Dolma and datatrove go through as they are; an id is made where there is none.
cat > dolma.jsonl <<'J'
{"id":"d1","text":"It rained.","source":"web","added":"2024-03-04T00:00:00Z","created":"2020-10-07T10:00:00Z","metadata":{"url":"https://example.org/1"}}
{"text":"It shone.","metadata":{"url":"https://example.org/2","date":"2021-01-02T00:00:00Z","language":"en"}}

{"text":"given","date":"2019-01-01","id":7}
{"id":"x"}
{"text":"open
{"text":"fine","n":1.0}
J
read-documents --date dolma.jsonl
