# a whole page: a menu, an article, a tail; "auto" tells it from an article alone
printf '%s\n' Home News Sports Weather Opinion Menu Search 'Rain Ends the Dry Season' \
    'The long rain ended on the last day of the month, and the river went back into its bed.' \
    'The people of the valley came back to their houses and swept the mud out of the doors.' \
    'In the evening the bells rang again, and those who had a fire lit it for those who had none.' \
    'More Stories' 'How a Village Far Down the Valley Dried Its Carpets' Privacy Terms Contact About >page.txt
strip-boilerplate --lang=en --level=page page.txt
echo ---
strip-boilerplate --lang=en --level=auto page.txt
echo ---
sed -n 8,11p page.txt | strip-boilerplate --lang=en --level=auto
