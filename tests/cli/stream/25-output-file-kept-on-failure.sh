echo old >out
split-sentences -o out no-such; cat out; ls
