printf '{"text":"One."}\r\n\n{"text":"Two."}' | split-sentences | od -c | tail -5
