galley --mark 'strip-boilerplate' </dev/null
