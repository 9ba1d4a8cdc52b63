galley 'split-sentences |
    tag-dates --refrence-date=2020-10-07' </dev/null
