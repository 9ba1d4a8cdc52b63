# `script` gives the command a terminal; messages stand on lines of their own, and the bar is gone in the end.
command -v script >found || { printf 'wiped\n1 message\n'; exit 0; }
{ seq 1 40000 | sed 's/.*/{"text":"This is & of many, said Mr. Lee on Oct. 12."}/'; echo '{'; } >in.jsonl
script -qec 'tag-dates --progress --stats in.jsonl >out.jsonl' log >shown
tr '\r' '\n' <shown | grep -q '^\[.*%.* documents ' || tail -c 100 shown # a fast machine may be done before the first line is due
tr '\r' '\n' <shown | grep '.' | tail -n 1 | grep -q '^{"command":' && echo wiped
echo "$(tr '\r' '\n' <shown | grep -c '^tag-dates: in.jsonl:40001:') message"
