check-rules --help; check-rules -h | head -2; check-rules --verison
