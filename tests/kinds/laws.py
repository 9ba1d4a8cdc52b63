"""Laws: what holds for every text. The texts are made from pieces, the same ones on every run."""
import json
import os
import random

from kinds import pipelines
from kinds.suite import Failure, check, same

FILTERS = [["strip-boilerplate"], ["strip-boilerplate", "--mark"], ["split-sentences"], ["find-quotes"], ["tag-dates"]]
PIECES = ["He said so on Oct. 12. ", "“We won’t,” she said. ", "“Ça va?” ", "\n\n", "\n", "ADVERTISEMENT\n", "好。", "\u0000", "\u2028", "😀 ", "e\u0301 ",
          "U.S. ", "1990s ", "two days ago ", "\"No", "'tis ", "© 2020 Acme L.P.\n", "Dr. Lee told Reuters ", " ", ".", "?!", "(a) ", "«Oui», dit-il. ",
          "Read more: the long story\n", "on Wednesday ", "\\ \" / ", "Ⅻ ", "٣ ", "the 3rd of May 1999 ", "\t", "A long headline of the day\n"]


def records():
    rng = random.Random(7)
    lines = []
    for number in range(150):
        text = "".join(rng.choice(PIECES) for _ in range(rng.randrange(60)))
        record = {"n": 10 ** 20 + number, "id": f"d{number}", "text": text, "lang": rng.choice(["en", "de", "fr", "xx"]), "z": [{"text": "inner"}, None]}
        lines.append(json.dumps(record, ensure_ascii=rng.random() < 0.5, separators=rng.choice([(",", ":"), (", ", ": ")])))
    return [line.replace('"z"', '"v":1e999, "z"') for line in lines]


def add_tests(suite):
    lines = records()
    for command in FILTERS:
        name = "-".join(command).replace("--", "")
        suite.test(f"laws/{name}/spans-lie-inside", spans_lie_inside, suite, command, lines)
        suite.test(f"laws/{name}/twice-is-once", twice_is_once, suite, command, lines)
        suite.test(f"laws/{name}/other-bytes-stay", other_bytes_stay, suite, command, lines)
        suite.test(f"laws/{name}/one-by-one-is-the-same", one_by_one, suite, command, lines)
        suite.test(f"laws/{name}/jobs-change-nothing", jobs, suite, command, lines)
        suite.test(f"laws/{name}/jobs-change-no-text", text_jobs, suite, command)
    pipeline = ["galley", "strip-boilerplate | split-sentences | find-quotes | tag-dates"]
    suite.test("laws/galley/jobs-change-nothing", jobs, suite, pipeline, lines)
    suite.test("laws/galley/jobs-change-no-text", text_jobs, suite, pipeline)
    suite.test("laws/split-sentences/sentences-and-gaps-rebuild-the-text", rebuild, suite, lines)
    suite.test("laws/odd-record-through-four-filters", odd_record, suite)
    pipelines.add_tests(suite, records())


def run(suite, command, lines):
    done = suite.run(command + ["--from=jsonl"], "".join(line + "\n" for line in lines))
    if done.returncode or done.stderr:
        raise Failure(f"status {done.returncode}: {done.stderr.decode('utf-8', 'replace')[:500]}")
    got = done.stdout.decode().split("\n")
    check(got.pop() == "" and len(got) == len(lines), f"{len(got)} records of {len(lines)}")
    return got


def every_row(annotations):
    for layer in annotations.values():
        for row in layer if isinstance(layer, list) else []:
            yield row
            yield from (value for value in row.values() if isinstance(value, dict))


def spans_lie_inside(_where, suite, command, lines):
    for line in run(suite, command, lines):
        record = json.loads(line)
        for row in every_row(record["annotations"]):
            if "start" in row:
                check(0 <= row["start"] <= row["end"] <= len(record["text"]), f"{row} in {line}")
                if "text" in row and row["end"] > row["start"]:
                    same(record["text"][row["start"]:row["end"]], row["text"], "text of a span")
        for name, layer in record["annotations"].items():
            starts = [row["start"] for row in layer if "start" in row] if isinstance(layer, list) else []
            check(starts == sorted(starts), f"{name} out of order in {line}")


def twice_is_once(_where, suite, command, lines):
    once = run(suite, command, lines)
    same("\n".join(once), "\n".join(run(suite, command, once)), "the second run")


def other_bytes_stay(_where, suite, command, lines):
    shortens = command == ["strip-boilerplate"]
    for line, got in zip(lines, run(suite, command, lines)):
        check(got.startswith(line[:-1]) or shortens, f"{line}\nbecame\n{got}")
        before, after = json.loads(line), json.loads(got)
        del after["annotations"]
        if shortens:
            del before["text"], after["text"]
        same(repr(before), repr(after), "other fields")
        check('"n":100000000000000000' in got.replace(" ", "") and "1e999" in got, f"a number was respelt: {got}")


def one_by_one(_where, suite, command, lines):
    some = lines[:12]
    same("\n".join(run(suite, command, some)), "\n".join(run(suite, command, [line])[0] for line in some), "single records")


def many_records(lines):
    """Batches of all kinds: tiny, ordinary, huge and bad records, blank lines, and no line end behind the last."""
    rng = random.Random(11)
    huge = json.dumps({"id": "huge", "text": "He said so on Oct. 12. “We won’t,” she said.\n\n" * 15000, "lang": "en"})
    some = ['{"text":"No."}\n'] * 6000 + [rng.choice(lines) + rng.choice(["\n", "\r\n"]) for _ in range(500)]
    some += ['{"text":1}\n', "{broken\n", " \n", '{"text":"\\ud800"}\n'] * 5 + [huge + "\n", json.dumps({"text": "too long. " * 90000}) + "\n"]
    rng.shuffle(some)
    return ("".join(some) + lines[0]).encode()


def same_run(done, wanted, what):
    same((wanted.returncode, wanted.stderr.decode()), (done.returncode, done.stderr.decode()), f"status and messages {what}")
    check(done.stdout == wanted.stdout, f"the output {what} is another")


def jobs(where, suite, command, lines):
    path, data = os.path.join(where, "in.jsonl"), many_records(lines)
    removed = [["--removed=" + os.path.join(where, f"cut-{n}")] if command == ["strip-boilerplate"] else [] for n in range(2)]
    with open(path, "wb") as file:
        file.write(data)
    command = command + ["--max-document=800K"]
    one = suite.run(command + removed[0] + [path])
    check(one.returncode == 1 and len(one.stdout) > len(data) / 2 and one.stderr.count(b"\n") >= 16, f"status {one.returncode}: {one.stderr[:500]}")
    for options in (["-j2"], ["-j4"], ["-j3", "--line-buffered"]):
        same_run(suite.run(command + options + removed[1] + [path]), one, f"with {options}")
        if removed[0]:
            with open(os.path.join(where, "cut-0"), "rb") as first, open(os.path.join(where, "cut-1"), "rb") as second:
                check(first.read() == second.read(), f"--removed with {options} is another")
    piped = suite.run(command + ["-j2"], data)
    same_run(piped, suite.run(command, data), "from a pipe")
    check(piped.stdout == one.stdout, "the output from a pipe is another")
    stopped = suite.run(command + ["--bad=fail", path])
    same_run(suite.run(command + ["--bad=fail", "-j4", path]), stopped, "with --bad=fail")


def text_jobs(_where, suite, command):
    rng = random.Random(5)
    data = "".join("".join(rng.choice(PIECES) for _ in range(rng.randrange(60))) + "\n---\n" for _ in range(1500)) + "The end."
    command = command + ["--separator=---", "--explain"]
    same_run(suite.run(command + ["-j4"], data), suite.run(command, data), "with -j4")
    same_run(suite.run(command + ["--jsonl", "-j3"], data), suite.run(command + ["--jsonl"], data), "as JSON Lines with -j3")


def rebuild(_where, suite, lines):
    for line in run(suite, ["split-sentences"], lines):
        record, at = json.loads(line), 0
        for row in record["annotations"]["sentences"]:
            sentence = record["text"][row["start"]:row["end"]]
            check(row["start"] >= at and sentence and sentence.strip() == sentence, f"{row} in {line}")
            check(not record["text"][at:row["start"]].strip(" \t\n\0\u2028"), f"text before {row} in no sentence: {line}")
            at = row["end"]
        check(not record["text"][at:].strip(" \t\n\0\u2028"), f"text behind the last sentence: {line}")


ODD = (r'{ "a" : 1e999, "b":12345678901234567890 ,"c":"A\/\ud83d\ude00","d":{"x":1,"x":2}, "text":"\u201cWe will,\u201d Ann Lee said on Oct. 12. 😀 She left.",'
       r'"lang":"en","e":-0.0 }')


def odd_record(_where, suite):
    got = [ODD]
    for command in (["strip-boilerplate", "--mark"], ["split-sentences"], ["find-quotes"], ["tag-dates"]):
        got = run(suite, command, got)
    check(got[0].startswith(ODD[:-2]), f"{ODD}\nbecame\n{got[0]}")
    layers = json.loads(got[0])["annotations"]
    for layer in ("boilerplate", "sentences", "quotes", "dates"):
        check(layer in layers, f"no layer {layer}")
    same(2, len(layers["sentences"]), "sentences")
