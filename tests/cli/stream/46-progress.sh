# No terminal here: nothing is shown unless asked for, and never on standard output.
printf 'One. Two.\n' >in.txt
split-sentences --progress in.txt
split-sentences --progress=auto in.txt
split-sentences --progress=always in.txt 2>err.txt
sed 's,[0-9.]* k*B/s,RATE,' err.txt
split-sentences --progress=always <in.txt 2>&1 >out.txt | sed 's,[0-9.]* k*B/s,RATE,'
printf 'One. Two.\n' | split-sentences --progress=always 2>&1 >out.txt | sed 's,[0-9.]* k*B/s,RATE,'
