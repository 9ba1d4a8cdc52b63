printf '%s\n' '{"id":"a","text":"ADVERTISEMENT\nHe left on Oct. 12. “I am tired of this,” General Lee said.\n","lang":"en","date":"2020-10-20"}' |
    galley 'strip-boilerplate | split-sentences | find-quotes | tag-dates'
