printf "%s\n" "On 12 November 1942 the fleet left. On 3 December 1942 it met a storm, and on 9 December 1942 it was home. It sailed again in February." | tag-dates --lang=en --domain=auto
