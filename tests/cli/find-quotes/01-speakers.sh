printf "%s\n" "“We will stay,” said Anna Berg. “It is late,” she said, “and dark.”" | find-quotes --lang=en
