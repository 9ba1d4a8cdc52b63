"""The four filters on a whole article: one of our own, and the seed article where ../shared is there."""
import os
import sys

from kinds.suite import Failure, same

PIPE = ("strip-boilerplate --mark --jsonl docs/examples/article.txt --lang=en | split-sentences | find-quotes"
        " | tag-dates --reference-date=2021-11-02")
EXPECTED = "tests/golden/article.jsonl"


def add_tests(suite):
    suite.test("golden/article", run_article, suite)
    seed = os.path.join("..", "shared", "eval", "check_seed.py")
    if os.path.exists(seed):
        suite.test("golden/seed", run_seed, suite, seed)
    else:
        suite.skip("golden/seed", "../shared/eval/check_seed.py is not here")


def run_article(_where, suite):
    done = suite.run(PIPE)
    if done.returncode or done.stderr:
        raise Failure(f"status {done.returncode}: " + done.stderr.decode("utf-8", "replace"))
    if suite.update:
        os.makedirs(os.path.dirname(EXPECTED), exist_ok=True)
        with open(EXPECTED, "wb") as file:
            file.write(done.stdout)
    with open(EXPECTED, "rb") as file:
        same(file.read().replace(b'},{', b'},\n{'), done.stdout.replace(b'},{', b'},\n{'), "the article's record")


def run_seed(_where, suite, seed):
    done = suite.run([sys.executable, seed, "--bin", suite.build, "--no-infer"])
    if done.returncode or not done.stdout.rstrip().endswith(b" 0 failed"):
        raise Failure((done.stdout + done.stderr).decode("utf-8", "replace"))
