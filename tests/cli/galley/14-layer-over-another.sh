galley 'find-quotes --layer=sentences' </dev/null
