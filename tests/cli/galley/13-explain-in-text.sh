printf '%s\n' 'ADVERTISEMENT' 'He left on Oct. 12. She stayed.' >in.txt
galley --explain --lang=en 'strip-boilerplate | split-sentences | tag-dates --reference-date=2020-10-20' in.txt 2>err
sed 's/yaml:[0-9]*/yaml/' err
