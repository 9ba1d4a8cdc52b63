"""Hostile inputs and process faults: the sets of ../shared/eval, scaled down, over every filter."""
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile

from kinds.suite import Failure, Skipped, check

EVAL = os.path.join("..", "shared", "eval")
FILTERS = {"split-sentences": "", "find-quotes": "", "tag-dates": "", "strip-boilerplate": "--mark",
           "galley": "'strip-boilerplate --mark | split-sentences | find-quotes | tag-dates'"}


def add_tests(suite):
    names = [f"hostile/{command}/{mode}" for command in FILTERS for mode in ("text", "jsonl", "rules", "faults", "faults-of-four")]
    if not os.path.exists(os.path.join(EVAL, "hostile.py")):
        for name in names:
            suite.skip(name, "../shared/eval/hostile.py is not here")
        return
    if not any(suite.wants(name) for name in names):
        return
    folder = tempfile.mkdtemp(prefix="galley-hostile-")
    try:
        subprocess.run([sys.executable, os.path.join(EVAL, "hostile.py"), folder, "--scale", "0.01"], check=True, capture_output=True)
        for command, options in FILTERS.items():
            for mode in ("text", "jsonl", "rules"):
                suite.test(f"hostile/{command}/{mode}", run_inputs, suite, folder, command, options, mode)
            suite.test(f"hostile/{command}/faults", run_faults, suite, command, options)
            suite.test(f"hostile/{command}/faults-of-four", run_faults, suite, command, options + " -j 4")
        suite.test("hostile/galley/small-address-spaces", run_small, suite)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def torture(suite, arguments):
    done = suite.run([sys.executable, os.path.join(EVAL, "torture.py")] + arguments, timeout=1200)
    if done.returncode:
        shown = [line for line in done.stdout.decode("utf-8", "replace").splitlines() if not line.startswith("ok ")]
        raise Failure("\n".join(shown[-40:]) + done.stderr.decode("utf-8", "replace"))
    if not re.search(rb"(?m)^(of \d+|\d+ faults: \d+ ok)", done.stdout):
        raise Failure("the runner ran nothing:\n" + done.stdout.decode("utf-8", "replace"))


def run_inputs(_where, suite, folder, command, options, mode):
    program = os.path.join(suite.build, command)
    template = {"text": f"{program} {options}",
                # What to take the input for is said, because some of the files begin with what is no record.
                "jsonl": f"{program} --from=jsonl --jsonl {options}",
                "rules": f"{program} {options} --rules {{rules}} {{text}}"}[mode]
    arguments = ["inputs", folder, "--mode", mode, "--cmd", template, "--timeout", "60", "--jobs", "2"]
    if mode == "text":
        arguments += ["--compare", "none"]
    # Sanitizers reserve address space: there resident memory is what counts.
    torture(suite, arguments + (["--rss"] if suite.sanitized else []))


def run_faults(_where, suite, command, options):
    program = os.path.join(suite.build, command)
    only = "options|files|out|pipe|dev|std|slow|nonblock|stop|same|streams" if suite.sanitized else "."
    if command == "galley" and not suite.sanitized:  # see run_small
        only = "^(?!address)"
    torture(suite, ["faults", "--jsonl", "--cmd", f"{program} --jsonl {options}", "--cmd-in", f"{program} {options} {{in}}",
                    "--cmd-out", f"{program} {options} -o {{out}} {{in}}", "--points", "30", "--only", only])


def run_small(_where, suite):
    """galley holds the rules of all filters, so that in 4 MiB, where the runner begins, the kernel cannot even load it."""
    if suite.sanitized:
        raise Skipped("sanitizers reserve address space")
    record = '{"id":"1","text":"He left on Monday. “No,” she said."}\n'
    program = [os.path.join(suite.build, "galley"), "--jsonl", FILTERS["galley"].strip("'")]
    whole = suite.run(program, record)
    done = 0
    for mebibytes in (8, 12, 16, 24, 32, 48, 64, 96, 128):
        most = mebibytes << 20
        got = suite.run(program, record, preexec_fn=lambda most=most: resource.setrlimit(resource.RLIMIT_AS, (most, most)))
        right = got.returncode == 0 and got.stdout == whole.stdout
        check(right or got.returncode > 0 and got.stderr, f"in {mebibytes} MiB: status {got.returncode}, {got.stderr}")
        done += right
    check(done >= 4, f"works in {done} of 9 sizes only")
