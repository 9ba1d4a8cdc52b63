printf "%s\n" "“We will stay,” said Anna Berg. The bridge was “very old” and would “soon” be closed, Tom Lund wrote that day." | find-quotes --lang=en --speakers=sure
