split-sentences "$(printf 'no\033[31m\nsuch')"
