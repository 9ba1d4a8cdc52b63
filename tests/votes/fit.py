#!/usr/bin/env python3
"""Fit the weights of strip-boilerplate's votes on labelled documents.

usage: fit.py EVIDENCE light|page OUT.yaml FILE.jsonl... [--hold-out] [--stumps N,N,N] [--report]

EVIDENCE is the program build/release/tests/votes/evidence. A document is {"id","lang","text","boilerplate":[[start,end],...]},
with "neutral" lines that count neither way, and with "content" where only some lines are labelled ("partial": true); one without
"boilerplate" is all content.
Each round is a logistic model boosted from stumps (Friedman, Hastie and Tibshirani 2000); the stumps over one piece of evidence
are added up, so that what comes out is one weight for each range of its values: the rounds of docs/rules-boilerplate.md.
A round sees what the round before it made of the page. With --hold-out a third of the pages, by a hash of their names, takes no
part; without, all do. --report prints how well the last round tells lines apart on either part. Needs numpy.
"""
import argparse
import bisect
import hashlib
import json
import re
import subprocess

import numpy as np

VALUES = 256
LEARNING_RATE, DAMPING, LEAST_LINES = 0.25, 2.0, 20.0
CONTENT = 1.3           # losing content costs more than keeping boilerplate
UNKNOWN_LANGUAGE = 0.2  # weight of each page looked at once more as if its language were not known
PARTIAL = 0.004         # weight of a line of a page that is labelled in part


def page_of(name):
    """The page that a document was made from: several documents may come from one."""
    return re.sub(r"^planted-|-(resi|light)$", "", name)


def is_held_out(name):
    return int(hashlib.sha1(page_of(name).encode()).hexdigest(), 16) % 3 == 0


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def covers(spans, at):
    k = bisect.bisect_right(spans, [at, float("inf")]) - 1
    return k >= 0 and spans[k][0] <= at < spans[k][1]


def label(document, at):
    """1: boilerplate, 0: content, -1: neither."""
    if covers(sorted(document.get("neutral", [])), at):
        return -1
    if covers(sorted(document.get("boilerplate", [])), at):
        return 1
    return -1 if document.get("partial") and not covers(sorted(document["content"]), at) else 0


class Lines:
    """The lines of many documents: evidence, labels, weights."""

    def __init__(self, evidence, level, round_number, rules, documents, known=True):
        names = subprocess.run([evidence, "names"], capture_output=True, text=True, check=True).stdout.split()
        text = b"".join((document.get("lang") or "" if known else "").encode() + b"\0" +
                        document["text"].encode("utf-8", "replace").replace(b"\0", b" ") + b"\0" for document in documents)
        out = subprocess.run([evidence, level, str(round_number)] + rules, input=text, capture_output=True, check=True).stdout
        parts, at, width = [], 0, len(names) + 5
        for document in documents:
            count = int.from_bytes(out[at:at + 4], "little")
            rows = np.frombuffer(out, dtype=np.uint8, count=count * width, offset=at + 4).reshape(count, width)
            at += 4 + count * width
            parts.append(self.one(document, rows, names))
        self.names = names
        self.evidence, self.labels, self.weights = (np.concatenate(x) for x in zip(*parts))
        self.held_out = np.concatenate([np.full(len(part[1]), is_held_out(document["id"]))
                                        for document, part in zip(documents, parts)])

    @staticmethod
    def one(document, rows, names):
        starts = rows[:, :4].copy().view("<u4")[:, 0]
        text, place, at, labels = document["text"].encode("utf-8", "replace"), 0, 0, []
        for start in starts:
            at += len(text[place:start].decode("utf-8", "replace"))
            place = int(start)
            labels.append(label(document, at))
        labels = np.array(labels, dtype=int)
        evidence, asked = rows[:, 4:-1], rows[:, -1]
        words = evidence[:, names.index("words")].astype(float)
        weights = (words + 2) / max(20.0, words[labels == 0].sum())
        if document.get("partial"):
            weights = np.full(len(labels), PARTIAL)
        weights = np.where(labels == 0, CONTENT, 1) * weights * (labels >= 0) * asked
        return evidence, labels, weights


def best_stump(column, gradient, curvature):
    """(gain, last value of the left side, its weight, weight of the right side)"""
    left = np.cumsum(np.bincount(column, gradient, VALUES))
    below = np.cumsum(np.bincount(column, curvature, VALUES))
    right, above = left[-1] - left[:-1], below[-1] - below[:-1]
    left, below = left[:-1], below[:-1]
    gain = left ** 2 / (below + DAMPING) + right ** 2 / (above + DAMPING)
    gain[(below < LEAST_LINES) | (above < LEAST_LINES)] = -1
    k = int(gain.argmax())
    return gain[k], k, LEARNING_RATE * left[k] / (below[k] + DAMPING), LEARNING_RATE * right[k] / (above[k] + DAMPING)


def boost(evidence, labels, weights, pieces, stumps):
    """A table: weight of each value of each piece of evidence."""
    weights = weights / weights.sum() * len(weights)
    columns = {piece: np.ascontiguousarray(evidence[:, piece]).astype(np.int64) for piece in pieces}
    table = np.zeros((evidence.shape[1], VALUES))
    start = np.log(weights[labels == 1].sum() / weights[labels == 0].sum())
    sums = np.full(len(labels), start)
    for _ in range(stumps):
        share = 1 / (1 + np.exp(-sums))
        gradient, curvature = weights * ((labels == 1) - share), weights * share * (1 - share)
        found = {piece: best_stump(column, gradient, curvature) for piece, column in columns.items()}
        piece = max(found, key=lambda each: found[each][0])
        gain, k, low, high = found[piece]
        if gain <= 0:
            break
        table[piece, :k + 1] += low
        table[piece, k + 1:] += high
        sums += np.where(columns[piece] <= k, low, high)
    used = [piece for piece in pieces if table[piece].any()]
    table[used[0]] += start
    return np.round(table, 2)


def ballot(weights):
    """`value weight` where the weight changes."""
    changes = [value for value in range(VALUES) if value == 0 or weights[value] != weights[value - 1]]
    return ", ".join(f"{value} {weights[value]:+.2f}" for value in changes)


def write(path, level, names, tables):
    with open(path, "w", encoding="utf-8") as out:
        out.write("galley: 1\nlayer: boilerplate\nlanguage: any\nsettings:\n")
        for number, table in enumerate(tables, 1):
            out.write(f"  {level}-round-{number}:\n")
            for piece, weights in enumerate(table):
                if weights.any():
                    out.write(f"    {names[piece]}: '{ballot(weights)}'\n")


def report(lines, table):
    sums = sum(table[piece][lines.evidence[:, piece]] for piece in range(len(table)))
    for name, part in (("seen", ~lines.held_out), ("held out", lines.held_out)):
        part = part & (lines.weights > 0)
        for least in (0.0, 0.25, 0.5, 0.75, 1.0):
            cut = sums[part] >= least
            weights, labels = lines.weights[part], lines.labels[part]
            lost = weights[(labels == 0) & cut].sum() / max(1e-9, weights[labels == 0].sum())
            left = weights[(labels == 1) & ~cut].sum() / max(1e-9, weights[labels == 1].sum())
            print(f"{name}: from {least:.2f} on, {lost:.4f} of the content goes, {left:.4f} of the boilerplate stays")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("evidence")
    parser.add_argument("level", choices=["light", "page"])
    parser.add_argument("out")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--hold-out", action="store_true")
    parser.add_argument("--stumps", default="200,200,200")
    parser.add_argument("--report", action="store_true")
    options = parser.parse_args()
    documents = [document for path in options.files for document in read(path)]
    tables = []
    for number, stumps in enumerate(int(count) for count in options.stumps.split(",")):
        rules = [options.out] if number else []
        lines = Lines(options.evidence, options.level, number, rules, documents)
        blind = Lines(options.evidence, options.level, number, rules, documents, known=False)
        blind.weights *= UNKNOWN_LANGUAGE
        pieces = [i for i, name in enumerate(lines.names) if number or not re.match("score|core", name)]
        used = [(each, (each.weights > 0) & ~(each.held_out & options.hold_out)) for each in (lines, blind)]
        tables.append(boost(*(np.concatenate([getattr(each, what)[part] for each, part in used])
                              for what in ("evidence", "labels", "weights")), pieces, stumps))
        write(options.out, options.level, lines.names, tables)
    if options.report:
        report(lines, tables[-1])


if __name__ == "__main__":
    main()
