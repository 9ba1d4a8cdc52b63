"""Man pages say what --help says: their OPTIONS and EXIT STATUS are made from it (UPDATE=1 writes them)."""
import os
import re

from kinds.suite import check, same

COMMANDS = ["galley", "strip-boilerplate", "split-sentences", "find-quotes", "tag-dates", "check-rules",
            "read-documents", "learn-boilerplate"]
ROW = re.compile(r"^ {2}(?:-(\w)(?:, )?| {4})(?:--([a-z-]+))?(\[?=\S+)?(?:\s+(.*))?$")


def add_tests(suite):
    for command in COMMANDS:
        suite.test(f"papers/{command}.1", man_page_has_the_options, suite, command)


def rows_of(text):
    """(letter, name, argument, words of help) for each option that --help shows."""
    rows = []
    for line in text.split("\n"):
        found = ROW.match(line)
        if found and (found[1] or found[2]):
            rows.append([found[1], found[2], found[3], found[4] or ""])
        elif rows and line.startswith(" " * 32):
            rows[-1][3] = (rows[-1][3] + " " + line.strip()).strip()
        elif line.startswith("Exit status"):
            break
    return rows


def mdoc(text):
    return re.sub(r"^([.'])", r"\\&\1", text.replace("\\", "\\e"))


def options_section(help_text):
    lines = [".Bl -tag -width Ds"]
    for letter, name, argument, words in rows_of(help_text):
        value = "" if not argument else f" Ns Oo = Ns Ar {argument[2:-1]} Oc" if argument[0] == "[" else f" Ns = Ns Ar {argument[1:]}"
        item = ([f"Fl {letter}"] if letter else []) + ([f"Fl -{name}{value}"] if name else [])
        lines += [".It " + " , ".join(item), mdoc(words[:1].upper() + words[1:]) + "."]
    return "\n".join(lines + [".El"]) + "\n"


def status_section(help_text):
    part = re.search(r"Exit status:\n((?:  .*\n)*)", help_text)[1]
    items = [f".It {number}\n{mdoc(words[:1].upper() + words[1:])}." for number, words in re.findall(r"  (\d)  (.*)\n", part)]
    return ".Bl -tag -width Ds\n" + "\n".join(items) + "\n.El\n"


def section(title):
    return re.compile(rf"(?<=\n\.Sh {title}\n).*?(?=\.Sh )", re.S)


def man_page_has_the_options(_where, suite, command):
    path = os.path.join("docs", "man", command + ".1")
    with open(path, encoding="utf-8") as file:
        page = file.read()
    help_text = suite.run([command, "--help"]).stdout.decode()
    made = page
    for title, text in (("OPTIONS", options_section(help_text)), ("EXIT STATUS", status_section(help_text))):
        check(section(title).search(page), f"{path} has no section {title}")
        made = section(title).sub(lambda _, text=text: text, made, count=1)
    if suite.update:
        with open(path, "w", encoding="utf-8") as file:
            file.write(made)
    else:
        same(made, page, path)
