galley -h
