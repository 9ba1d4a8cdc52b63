"""One process is a pipe: galley gives the bytes that a shell's pipe of the same filters gives."""
import json
import random
import shlex

from kinds.suite import Failure, check, same

BAD = ['{', '[]', '{"text":5}', '{"text":"a","text":"b"}', '{"text":"\\ud800"}', '{"id":"no text"}', 'He left.', '{"text":"a","annotations":[]}',
       '{"text":"He left. She stayed.","annotations":{"sentences":[5]}}', '{"text":"He left.","annotations":{"sentences":[{"start":0,"end":99}]}}',
       '{"text":"He left on Oct. 12.","annotations":{"captures":["x"],"dates":[]}}', '{"text":"“No,” she said.","annotations":{"quotes":[[]]}}',
       '{"text":"ADVERTISEMENT\\nHe left.","annotations":{"boilerplate":["x"]}}', '{"text":"é. E.","annotations":{"offsets":"bytes"}}',
       '{"text":"ADVERTISEMENT\\nHe left.","annotations":{"sentences":["x",{"start":14,"end":22}]}}']
GOOD = ['', '  ', '{"text":""}', '{"annotations":{"x":[{"start":0,"end":13},{"end":22,"start":14,"k":{"start":3,"end":16}}]},"text":"ADVERTISEMENT\\nHe left."}',
        '{"text":"Über Öl.\\nADVERTISEMENT\\nHe left.","annotations":{"offsets":"byte","sentences":[{"start":0,"end":10,"mine":[1, 2]}]} }',
        '{"text":"😀 Öl.\\nADVERTISEMENT\\nHe left.","annotations":{"offsets" : "utf16","quotes":[{"start":0,"end":2},{"start":7,"end":20}]}}',
        '{"text":"He left.","annotations":{}, "z":1e999}', '\ufeff{"text":"He left on Oct. 12.","date":"2020-10-07"}\r']
PIPELINES = [
    "strip-boilerplate | split-sentences | find-quotes | tag-dates",
    "strip-boilerplate --mark | split-sentences | find-quotes | tag-dates",
    "strip-boilerplate | find-quotes | tag-dates",
    "find-quotes | tag-dates | split-sentences",
    "split-sentences | tag-dates | strip-boilerplate | find-quotes --terms",
    "strip-boilerplate --mark | find-quotes | strip-boilerplate | split-sentences",
    "split-sentences --layer=lines --line-breaks=keep | split-sentences --quotes=keep | find-quotes",
    "split-sentences --layer=lines | tag-dates --layer=\"the dates\" | strip-boilerplate --layer=gone --mark | find-quotes --layer=lines",
    "strip-boilerplate --explain | split-sentences | find-quotes --explain | tag-dates --reference-date=2020-10-07",
    "tag-dates --explain",
    "strip-boilerplate --max-removed=1 | strip-boilerplate --max-removed=1 --explain | tag-dates",
]
STAGES = {
    "strip-boilerplate": ["--mark", "--max-removed=1", "--level=auto", "--layer=gone", "--explain"],
    "split-sentences": ["--layer=lines", "--line-breaks=keep", "--quotes=keep", "--explain"],
    "find-quotes": ["--terms", "--layer=said", "--layer=lines", "--explain"],
    "tag-dates": ["--reference-date=2020-10-07", "--infer-date", "--layer=when", "--layer=said", "--explain"],
}
OPTIONS = ["", "--bad=skip", "--offsets=byte", "--offsets=utf16 --lang=de", "--bad=pass --explain"]


def mixed_lines(suite, records):
    """Records as they come: plain, with layers in three units, with layers of others, bad ones and blank lines between."""
    rng = random.Random(11)
    lines = [line for line in records if rng.random() < 0.6]
    for number, line in enumerate(lines):
        if rng.random() < 0.4:
            filters = [f for f in ("strip-boilerplate --mark", "strip-boilerplate", "split-sentences", "find-quotes", "tag-dates") if rng.random() < 0.4]
            unit = rng.choice(["codepoint", "byte", "utf16"])
            for command in filters:
                line = suite.run(shlex.split(command) + ["--from=jsonl", f"--offsets={unit}"], line).stdout.decode()
        if rng.random() < 0.3 and '"annotations"' not in line:
            line = with_foreign_layer(line, rng)
        lines[number] = line
    for line in BAD + GOOD:
        lines.insert(rng.randrange(len(lines)), line)
    return "\n".join(lines)  # without a line end behind the last


def with_foreign_layer(line, rng):
    record = json.loads(line.replace("1e999", "1"))
    length = len(record["text"])
    starts = sorted(rng.randrange(length + 1) for _ in range(4))
    record["annotations"] = {"places": [{"start": at, "end": rng.randrange(at, length + 1), "in": {"start": 0, "end": length}} for at in starts]}
    return json.dumps(record, ensure_ascii=rng.random() < 0.5)


def add_tests(suite, records):
    lines = None
    for number, pipeline in enumerate(PIPELINES):
        for options in OPTIONS:
            name = f"laws/pipelines/{number + 1:02}{options.replace(' ', '').replace('=', '-')}"
            if suite.wants(name):
                lines = lines or mixed_lines(suite, records)
            suite.test(name, is_the_pipe, suite, pipeline, options, lines)
    for number in range(20):
        name = f"laws/pipelines/any-{number + 1:02}"
        if suite.wants(name):
            lines = lines or mixed_lines(suite, records)
        suite.test(name, is_the_pipe_in_both_forms, suite, any_pipeline(random.Random(number)), lines, texts(records))
    suite.test("laws/pipelines/removed", lists_the_same_cuts, suite, records)
    suite.test("laws/pipelines/text", text_is_the_pipe_of_text, suite, texts(records))
    suite.test("laws/pipelines/text-has-layers", text_is_the_view_of_the_records, suite, texts(records))
    suite.test("laws/pipelines/fail", fails_where_the_pipe_fails, suite)


def with_options(pipeline, options):
    return " | ".join(f"{stage.strip()} --from=jsonl {options}" for stage in pipeline.split("|"))


def is_the_pipe(_where, suite, pipeline, options, lines):
    want = suite.run(with_options(pipeline, options), lines)
    for jobs in (1, 4):
        got = suite.run(["galley", "--from=jsonl", f"-j{jobs}", *options.split(), pipeline], lines)
        same(want.stdout, got.stdout, f"output of -j {jobs}")
        check(got.returncode == ("--bad" not in options), f"status {got.returncode}: {got.stderr[:500]}")
    check(len(want.stdout) > 30000, "the pipe itself failed: " + want.stderr.decode()[:500])


def any_pipeline(rng):
    """Two to five stages, options at random, the same filter several times perhaps."""
    names = [rng.choice(list(STAGES)) for _ in range(rng.randrange(2, 6))]
    return " | ".join(" ".join([name] + [option for option in STAGES[name] if rng.random() < 0.25]) for name in names)


def is_the_pipe_in_both_forms(_where, suite, pipeline, lines, text):
    want = suite.run(with_options(pipeline, ""), lines)
    same(want.stdout, suite.run(["galley", "--from=jsonl", "-j3", pipeline], lines).stdout, f"'{pipeline}' on records")
    same_view(suite, pipeline, text.replace(b"\xff", b"?").replace(b"\xfe", b"?"))


def lists_the_same_cuts(where, suite, records):
    lines = "".join(line + "\n" for line in records)
    pipe = suite.run(f"tag-dates --from=jsonl | strip-boilerplate --removed={where}/pipe.tsv | find-quotes", lines)
    one = suite.run(["galley", "--from=jsonl", f"tag-dates | strip-boilerplate --removed='{where}/one.tsv' | find-quotes"], lines)
    same(pipe.stdout, one.stdout)
    with open(f"{where}/pipe.tsv", "rb") as want, open(f"{where}/one.tsv", "rb") as got:
        wanted = want.read()
        check(wanted.count(b"\n") > 20, "too few cuts to compare")
        same(wanted, got.read(), "the list of cuts")


def texts(records):
    return b"\0".join(json.loads(line.replace("1e999", "1"))["text"].replace("\0", "").encode() for line in records) + b"\0\xff\xfeADVERTISEMENT\nNo \xff.\n"


def text_is_the_pipe_of_text(_where, suite, text):
    for view in ("split-sentences", "find-quotes", "strip-boilerplate"):
        want = suite.run(f"strip-boilerplate -0 --from=text | {view} -0 --from=text", text)
        got = suite.run(["galley", "-0", "--from=text", f"strip-boilerplate | {view}"], text)
        same(want.stdout, got.stdout, view)
        check(got.returncode == 0 and len(got.stdout) > 5000 or view == "find-quotes", f"{view}: {got.stderr}")


def same_view(suite, pipeline, text):
    """Layers travel in text too: what comes out is what JSON Lines become at the end of the pipe."""
    first, *others = pipeline.split(" | ")
    want = suite.run(" | ".join([first + " -0 --from=text --jsonl"] + others) + " --to=text -0", text)
    got = suite.run(["galley", "-0", "--from=text", pipeline], text)
    same(want.stdout, got.stdout, f"'{pipeline}' on text")
    check(got.returncode == 0, f"{pipeline}: {got.stderr}")


def text_is_the_view_of_the_records(_where, suite, text):
    text = text.replace(b"\xff", b"?").replace(b"\xfe", b"?")
    for stages in ("split-sentences | find-quotes | strip-boilerplate | tag-dates", "strip-boilerplate --mark | find-quotes | split-sentences",
                   "strip-boilerplate --mark | split-sentences | strip-boilerplate --mark --layer=gone | find-quotes --terms",
                   "find-quotes | split-sentences | strip-boilerplate | find-quotes"):
        same_view(suite, stages, text)


def fails_where_the_pipe_fails(_where, suite):
    lines = '{"text":"One."}\n{"text":\n{"text":"Two."}\n'
    got = suite.run(["galley", "--bad=fail", "split-sentences | tag-dates"], lines)
    want = suite.run("split-sentences --bad=fail | tag-dates", lines)
    same(want.stdout, got.stdout)
    check(got.returncode == 2, f"status {got.returncode}")
    if b"galley: standard input:2:" not in got.stderr:
        raise Failure(got.stderr.decode())
