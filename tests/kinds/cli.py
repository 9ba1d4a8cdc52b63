"""Golden tests of the commands: tests/cli/<command>/<nn>-<case>.sh, with .out .err .exit beside.

Each script runs by sh in an empty folder of its own, with the built commands first in PATH and $HERE naming the
folder that it stands in. A missing .out or .err means nothing, a missing .exit means 0.
"""
import glob
import os

from kinds.suite import Failure, same


def add_tests(suite):
    for script in sorted(glob.glob("tests/cli/*/*.sh")):
        suite.test(script.removeprefix("tests/").removesuffix(".sh"), run_script, suite, script)


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return b""


def write(path, data):
    if data:
        with open(path, "wb") as file:
            file.write(data)
    elif os.path.exists(path):
        os.unlink(path)


def run_script(where, suite, script):
    script = os.path.abspath(script)
    base = script.removesuffix(".sh")
    done = suite.run(["sh", script], cwd=where, env=dict(suite.env, HERE=os.path.dirname(script), ROOT=suite.root))
    status = b"" if done.returncode == 0 else b"%d\n" % done.returncode
    found = {".out": done.stdout, ".err": done.stderr, ".exit": status}
    if b"Sanitizer" in done.stderr or b"runtime error:" in done.stderr:
        raise Failure(done.stderr.decode("utf-8", "backslashreplace"))
    if suite.update:
        for ending, data in found.items():
            write(base + ending, data)
    for ending, data in found.items():
        same(read(base + ending), data, ending.removeprefix("."))
