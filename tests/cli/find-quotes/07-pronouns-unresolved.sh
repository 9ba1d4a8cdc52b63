printf "%s\n" '{"text":"Mr. Tom Berg came late. “We will go,” he said.","lang":"en"}' | find-quotes --no-resolve
