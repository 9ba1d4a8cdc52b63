"""What the kinds of tests share: running commands, counting, showing failures."""
import difflib
import os
import shutil
import subprocess
import tempfile


class Failure(Exception):
    """A test did not hold; the text shows how."""


class Skipped(Exception):
    """A test cannot run here; the text says why."""


def text_of(data):
    return data.decode("utf-8", "backslashreplace") if isinstance(data, bytes) else data


def same(want, got, what="output"):
    """Fails with a diff unless the two are equal (bytes or str)."""
    if want == got:
        return
    lines = difflib.unified_diff(text_of(want).splitlines(True), text_of(got).splitlines(True), "expected", "got", n=2)
    shown = "".join(line if line.endswith("\n") else line + "\n\\ no line end\n" for line in lines)
    raise Failure(f"{what} differs:\n{shown}" if shown else f"{what} differs: {want!r} and {got!r}")


def check(holds, message):
    if not holds:
        raise Failure(message)


class Suite:
    def __init__(self, root, build, update, names):
        self.root = root
        self.build = os.path.abspath(build)
        self.build_name = build
        self.update = update
        self.names = names
        self.passed = self.failed = self.skipped = 0
        self.sanitized = "asan" in build or "tsan" in build
        self.env = dict(os.environ, PATH=self.build + os.pathsep + os.environ["PATH"], LC_ALL="C")
        self.env.pop("MAKEFLAGS", None)

    # -- which tests

    def wants_kind(self, kind):
        """False when no name given can belong to this kind."""
        return not self.names or any((kind + "/").startswith(n.split("/")[0] + "/") for n in self.names)

    def wants(self, name):
        return not self.names or any(name.startswith(n.removeprefix("tests/")) for n in self.names)

    # -- running

    def run(self, argv, data=b"", timeout=120, **more):
        """A finished process with stdout and stderr as bytes; a shell script when argv is a text."""
        if isinstance(argv, str):
            argv = ["sh", "-c", argv]
        if isinstance(data, str):
            data = data.encode()
        more.setdefault("env", self.env)
        return subprocess.run(argv, input=data, capture_output=True, timeout=timeout, check=False, **more)

    def test(self, name, function, *arguments):
        """Runs one test, if it is wanted, and prints its line."""
        if not self.wants(name):
            return
        where = tempfile.mkdtemp(prefix="galley-test-")
        try:
            function(where, *arguments)
            self.line(True, name)
        except Skipped as why:
            self.skip(name, str(why))
        except (Failure, subprocess.TimeoutExpired, OSError, ValueError) as why:
            self.line(False, name, str(why))
        finally:
            shutil.rmtree(where, ignore_errors=True)

    def line(self, ok, name, detail=""):
        """Counts a result and prints it in the form of TAP."""
        self.passed, self.failed = self.passed + ok, self.failed + (not ok)
        print(f"{'ok' if ok else 'not ok'} {self.passed + self.failed + self.skipped} - {name}", flush=True)
        if not ok:
            build = f" B={self.build_name}" if self.build_name != "build/release" else ""
            detail = f"again: make check T={name}{build}\n{detail}"
            print("".join(f"  # {line}\n" for line in detail.rstrip("\n").split("\n")), end="", flush=True)

    def skip(self, name, why):
        if self.wants(name):
            self.skipped += 1
            print(f"ok {self.passed + self.failed + self.skipped} - {name} # SKIP {why}", flush=True)

    def finish(self):
        print(f"1..{self.passed + self.failed + self.skipped}")
        if self.skipped:
            print(f"{self.skipped} skipped, see above")
        if not self.passed + self.failed:
            print("no test has such a name")
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed or not self.passed else 0
