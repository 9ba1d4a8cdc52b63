printf "%s\n" "“We will stay,” said Anna Berg." | find-quotes --lang=en --explain
