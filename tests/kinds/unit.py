"""Unit tests in C (cmocka): every tests/unit/<room>/test_<topic>.c is a program; each of its tests counts."""
import glob
import os
import re

RESULT = re.compile(r"^(ok|not ok) \d+ - (.*)$", re.M)


def add_tests(suite):
    for source in sorted(glob.glob("tests/unit/*/test_*.c")):
        name = source.removeprefix("tests/").removesuffix(".c").replace("/test_", "/")
        if any(wanted.startswith(name) or name.startswith(wanted) for wanted in suite.names or [""]):
            run_program(suite, name, os.path.join(suite.build, source.removesuffix(".c")))


def run_program(suite, name, program):
    if not os.path.exists(program):
        suite.line(False, name, f"{program} was not built")
        return
    done = suite.run([program], env=dict(suite.env, CMOCKA_MESSAGE_OUTPUT="TAP"))
    said = (done.stdout + done.stderr).decode("utf-8", "backslashreplace")
    results = RESULT.findall(said)
    for verdict, test in results:
        if suite.wants(f"{name}/{test}"):
            suite.line(verdict == "ok", f"{name}/{test}", said)
    if not results or (done.returncode and all(verdict == "ok" for verdict, _ in results)):
        suite.line(False, name, f"ended with status {done.returncode}\n{said}")
