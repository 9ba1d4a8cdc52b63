printf "%s\n" "The strike broke out on Sept. 27, a spokesman said Wednesday." | tag-dates --lang=en --infer-date
