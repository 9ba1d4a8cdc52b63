echo "On 12 October 2020." | tag-dates --reference-d=2020-10-07
