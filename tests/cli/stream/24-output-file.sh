printf 'One. Two.\n' >a.txt; echo old >out; chmod 640 out
split-sentences -o out a.txt; ls -l out | cut -c 1-10; cat out; ls
