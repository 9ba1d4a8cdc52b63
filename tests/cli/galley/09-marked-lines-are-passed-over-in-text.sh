printf '%s\n' 'ADVERTISEMENT' 'He left on Oct. 12. She stayed.' | galley --lang=en 'strip-boilerplate --mark | split-sentences'
