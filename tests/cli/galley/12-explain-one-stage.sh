printf '%s\n' '{"text":"He left on Oct. 12. She stayed.","lang":"en"}' | galley 'split-sentences --explain | tag-dates'
