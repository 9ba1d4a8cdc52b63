printf "%s\n" "“We will stay,” said Anna Berg." | find-quotes --lang=en --explain 2>&1 | sed 's/yaml:[0-9]*/yaml:N/'
