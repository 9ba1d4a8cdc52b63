printf '\377\376O\0n\0e\0' >a.txt; split-sentences a.txt
