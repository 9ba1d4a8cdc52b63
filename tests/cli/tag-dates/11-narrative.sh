text="On 12 November 1942 the fleet left. It came back in February."
printf "%s\n" "$text" | tag-dates --lang=en --domain=narrative
printf "%s\n" "$text" | tag-dates --lang=en --domain=news
