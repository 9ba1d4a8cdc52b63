"""libgalley: the example program, built against the static and the shared library, does what the command does."""
import os

from kinds.suite import Failure, check, same

RECORDS = '{"id":"a","text":"He left on Oct. 12. She stayed.","lang":"en"}\n{"id":"b","text":"“No,” she said."}\n'
PACKAGES = "libpcre2-8 libutf8proc yaml-0.1 zlib libzstd"


def add_tests(suite):
    for kind in ("static", "shared"):
        suite.test(f"library/{kind}", run_example, suite, kind)
    suite.test("library/installs-and-uninstalls", install, suite)


def compile_example(suite, where, libraries):
    sanitize = "-fsanitize=address,undefined" if suite.sanitized else ""
    done = suite.run(f"${{CC:-cc}} -D_GNU_SOURCE -Wall -Wextra -Werror {sanitize} -Ilib -o {where}/annotate docs/examples/annotate.c {libraries}")
    if done.returncode:
        raise Failure((done.stdout + done.stderr).decode("utf-8", "replace"))


def run_example(where, suite, kind):
    if kind == "static":
        compile_example(suite, where, f"{suite.build}/libgalley.a $(pkg-config --libs {PACKAGES}) -lm -pthread")
    else:
        compile_example(suite, where, f"-L{suite.build} -lgalley -Wl,-rpath,{suite.build}")
    for name in ("split-sentences", "find-quotes", "tag-dates", "strip-boilerplate"):
        want = suite.run([name], RECORDS).stdout
        got = suite.run([f"{where}/annotate", name], RECORDS)
        same(want, got.stdout, name)
        check(got.returncode == 0 and not got.stderr, got.stderr)
    for pipeline in ("strip-boilerplate --mark | find-quotes", "strip-boilerplate | split-sentences --layer='my lines' | tag-dates --reference-date=2020-10-07"):
        want = suite.run(["galley", pipeline], RECORDS).stdout
        same(want, suite.run([f"{where}/annotate", pipeline], RECORDS).stdout, pipeline)
        check(b'"annotations"' in want, pipeline)
    for pipeline in ("tag-dates -o x", "strip-boilerplate --removed=x", "tag-dates | "):
        refused = suite.run([f"{where}/annotate", pipeline], RECORDS)
        check(refused.returncode == 2 and not refused.stdout, f"{pipeline} is refused")
    bad = suite.run([f"{where}/annotate", "split-sentences"], "no record\n" + RECORDS)
    check(bad.returncode == 1 and bad.stdout.count(b"\n") == 2, "a bad record is told, the others go on")
    check(suite.run([f"{where}/annotate", "no-filter"]).returncode == 2, "an unknown filter is refused")


def install(where, suite):
    make = f"make --no-print-directory B={suite.build_name} DESTDIR={where} PREFIX=/usr"
    done = suite.run(f"{make} install")
    check(done.returncode == 0, done.stderr.decode("utf-8", "replace"))
    for path in ("bin/tag-dates", "lib/libgalley.a", "lib/libgalley.so", "lib/pkgconfig/galley.pc", "include/galley.h", "share/man/man1/tag-dates.1"):
        check(os.path.exists(f"{where}/usr/{path}"), f"{path} was not installed")
    flags = suite.run(f"PKG_CONFIG_PATH={where}/usr/lib/pkgconfig pkg-config --libs galley").stdout
    check(b"-lgalley" in flags, f"pkg-config says {flags}")
    check(suite.run(f"{make} uninstall").returncode == 0, "uninstall")
    left = [name for _, _, files in os.walk(where) for name in files]
    check(not left, f"uninstall left {left}")
