printf "%s\n" "Talks begin on Oct. 12 in the U.S. embassy. Sen. Brown of Acme L.P. said no." | split-sentences
