for how in auto keep join; do printf "One line\nand another. Two.\n" | split-sentences --line-breaks=$how; echo --; done
