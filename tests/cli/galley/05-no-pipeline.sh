galley </dev/null
