# kinds and rules that stay, kinds that alone go
printf '%s\n' ADVERTISEMENT 'Share on Facebook' 'The council met on Monday, and the river was higher than it had ever been in the valley.' '12 Comments' >a.txt
strip-boilerplate --lang=en --max-removed=1 --keep-kind=ad a.txt
echo ---
strip-boilerplate --lang=en --max-removed=1 --only-kind=ad a.txt
echo ---
strip-boilerplate --lang=en --max-removed=1 --keep-rule=share-prompt a.txt
echo ---
strip-boilerplate --keep-kind=advert a.txt
