printf "%s\n" "{\"text\":\"“We will stay,” said Anna Berg. He left.\",\"lang\":\"en\"}" | find-quotes | jq -c ".annotations|keys"
