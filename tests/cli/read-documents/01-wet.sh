# A WET file: what is no conversion or resource is passed over; date only where it is asked for.
cat > a.wet <<'W'
WARC/1.0
WARC-Type: warcinfo
WARC-Record-ID: <urn:uuid:0>
Content-Length: 12

software: x

W
record() {
    printf 'WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2024-02-03T04:05:06Z\r\nWARC-Record-ID: <urn:uuid:%s>\r\nWARC-Identified-Content-Language: eng\r\nContent-Type: text/plain\r\nContent-Length: %s\r\n\r\n%s\r\n\r\n' \
        "$1" "$2" "$3" "$(printf %s "$4" | wc -c)" "$4"
}
record conversion https://www.example.org/a 1 'It rained.
Rivers rose.' >> a.wet
record response https://www.example.org/b 2 'HTTP/1.1 200 OK' >> a.wet
record resource https://www.example.org/c 3 'A café.' >> a.wet
read-documents a.wet
echo with --date
read-documents --date < a.wet
