tag-dates --reference-date=2020-13-45 </dev/null
