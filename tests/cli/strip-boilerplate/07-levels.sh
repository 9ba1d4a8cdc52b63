# a whole page: a menu, an article, a tail; "auto" tells it from an article alone
printf '%s\n' Home News Sports Weather Opinion Menu Search 'Rain Ends the Dry Season' \
    'The long rain ended on the last day of the month, and the river went back into its bed.' \
    'The people of the valley came back to their houses and swept the mud out of the doors.' \
    'In the evening the bells rang again, and those who had a fire lit it for those who had none.' \
    'On the fourth day the baker opened again, and the first bread was given to the children of the lower town.' \
    'The council met in the school and agreed that the old wall by the mill should be built again, and higher.' \
    'More Stories' 'How a Village Far Down the Valley Dried Its Carpets' Privacy Terms Contact About >page.txt
strip-boilerplate --lang=en --level=page page.txt
echo ---
strip-boilerplate --lang=en --level=auto page.txt
echo ---
sed -n 8,13p page.txt | strip-boilerplate --lang=en --level=auto
