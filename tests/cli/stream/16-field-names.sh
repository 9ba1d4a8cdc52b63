printf '%s\n' '{"content":"On Oct. 12.","key":"k","language":"en","published":"2020-10-07"}' |
    tag-dates --text-field=content --id-field=key --lang-field=language --date-field=published --annotations-field=marks
