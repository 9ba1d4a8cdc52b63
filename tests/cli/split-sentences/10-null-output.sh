printf "%s\n" "It rained" "all day. We stayed." "" "It stopped." | split-sentences --lang=en --line-breaks=join --null-output | tr '\0' '@'
