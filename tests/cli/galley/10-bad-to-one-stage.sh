printf '%s\n' '{"text":"He left. “No,” she said.","annotations":{"sentences":[5]}}' '{"text":"One."}' | galley 'strip-boilerplate | find-quotes'
