split-sentences <&-
