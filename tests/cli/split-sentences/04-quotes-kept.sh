printf "%s\n" "“We came. We saw.” So he said." | split-sentences --quotes=keep
