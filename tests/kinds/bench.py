"""The measuring programs run and measure what they say; how fast it is never fails a test."""
import re

from kinds.suite import Skipped, check

FILTERS = ("split-sentences", "find-quotes", "strip-boilerplate", "tag-dates")


def add_tests(suite):
    suite.test("bench/table", table, suite)
    suite.test("bench/growth", growth, suite)


def table(_where, suite):
    if suite.sanitized:
        raise Skipped("sanitizers are not to be timed")
    done = suite.run(["python3", "tests/bench/run", suite.build_name, "0.2", "1"])
    shown = done.stdout.decode()
    check(done.returncode == 0, done.stderr.decode())
    for name in FILTERS + ("cat f \\| cat", "jq -c ."):
        row = re.search(rf"^\| {re.escape(name)} \| (\d+) \| [\d.]+ \| [\d.]+ \| [\d.]+ \| (\d+) \|$", shown, re.M)
        check(row and int(row[1]) > 0, f"no figures for {name} in\n{shown}")
    check(b"left out" not in done.stderr, done.stderr.decode())


def growth(_where, suite):
    if suite.sanitized:
        raise Skipped("sanitizers are not to be timed")
    done = suite.run(["python3", "tests/bench/growth", suite.build_name, "0.02"], timeout=300)
    check(done.returncode == 0, done.stderr.decode())
    rows = re.findall(r"^\| [^|]+( \| (?:–|-?[\d.]+) / \d+ / [\d.]+){4} \|$", done.stdout.decode(), re.M)
    check(len(rows) > 30, done.stdout.decode())
