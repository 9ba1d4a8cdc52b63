"""The examples that every rule carries, run by check-rules over rules/."""
import glob

from kinds.suite import Failure


def add_tests(suite):
    for path in sorted(glob.glob("rules/*/*.yaml")):
        suite.test(path.removesuffix(".yaml"), run_examples, suite, path)


def run_examples(_where, suite, path):
    done = suite.run(["check-rules", path])
    if done.returncode:
        raise Failure(f"check-rules {path} ended with {done.returncode}\n" + (done.stdout + done.stderr).decode("utf-8", "backslashreplace"))
