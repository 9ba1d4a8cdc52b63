printf "%s\n" "{\"text\":\"“We will stay,” said Anna Berg.\",\"lang\":\"en\"}" | find-quotes
