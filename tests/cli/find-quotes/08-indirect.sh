printf "%s\n" "City engineer Anna Berg said that the bridge was old. “Close it,” she said." | find-quotes --lang=en --indirect
