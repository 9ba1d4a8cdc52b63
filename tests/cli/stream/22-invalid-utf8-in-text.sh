printf 'One \377. Two.\n' | split-sentences | od -c | head -5
