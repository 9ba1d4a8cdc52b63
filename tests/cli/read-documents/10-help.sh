read-documents -h
read-documents --version | sed 's/[0-9.]*$/N/'
read-documents --help | head -2
read-documents --fom=warc
