echo "On 12 October 2020." | tag-dates --ref=2020-10-07
