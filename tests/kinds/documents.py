"""Every command that a document shows runs and prints what stands there.

In fenced blocks a line `$ command` is run by sh in the project's folder; the lines up to the next `$ ` are its output
(standard error too). A line that is only `…` stands for any lines.
"""
import glob
import re

from kinds.suite import same

DOCUMENTS = ["README.md", "CONTRIBUTING.md", "docs/*.md"]


def add_tests(suite):
    for path in sorted(p for pattern in DOCUMENTS for p in glob.glob(pattern)):
        found = commands(path)
        for line, command, output in reversed(found) if suite.update else found:  # a rewrite moves the lines below
            suite.test(f"documents/{path}:{line}", run_command, suite, path, line, command, output)


def commands(path):
    """(line number, command, output) for each `$ ` line of the document."""
    found, fenced, current = [], False, None
    with open(path, encoding="utf-8") as file:
        for number, text in enumerate(file, 1):
            if text.startswith("```"):
                fenced, current = not fenced, None
            elif fenced and text.startswith("$ "):
                current = [number, text[2:].rstrip("\n"), ""]
                found.append(current)
            elif current and current[1].endswith("\\") and not current[2]:
                current[1] = current[1][:-1] + text.strip()
            elif current:
                current[2] += text
    return [tuple(item) for item in found]


def run_command(_where, suite, path, line, command, output):
    done = suite.run(command + " 2>&1")
    got = done.stdout.decode("utf-8", "backslashreplace")
    # Rules may move in their files: the line that stands in the document will do.
    for rule, number in re.findall(r"(rules/\S+\.yaml):(\d+)", output):
        got = re.sub(re.escape(rule) + r":\d+", f"{rule}:{number}", got, count=1)
    pattern = ".*".join(re.escape(piece) for piece in re.split(r"(?m)^…\n", output))
    if re.fullmatch(pattern, got, re.S):
        return
    if suite.update and "\n…\n" not in "\n" + output:
        rewrite(path, line, output, got)
        return
    same(output, got, f"{path}:{line}: output of {command}")


def rewrite(path, line, old, new):
    with open(path, encoding="utf-8") as file:
        lines = file.readlines()
    start = line
    while lines[start - 1].rstrip("\n").endswith("\\"):
        start += 1
    lines[start:start + old.count("\n")] = new.splitlines(True)
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(lines)
