printf "One. Two.\n\nThree.\n" | split-sentences
