"""Runs whole processes and says what they took, as the operating system accounts for it."""
import os
import statistics
import subprocess
import sys


class Took:
    """What one run of a command took: seconds of wall clock and of processor, KiB of the largest process, exit status."""

    def __init__(self, line):
        wall, cpu, peak, status = line.split()
        self.wall, self.cpu, self.peak, self.status = float(wall), float(cpu), int(peak), int(status)


class Clock:
    """Times shell commands with the small program run_once.c, which is compiled into `folder`."""

    def __init__(self, folder):
        os.makedirs(folder, exist_ok=True)
        self.program = os.path.join(folder, "run-once")
        subprocess.run(["cc", "-O2", "-D_GNU_SOURCE", "-o", self.program, os.path.join(os.path.dirname(__file__), "run_once.c")], check=True)

    def run(self, command):
        done = subprocess.run([self.program, command], capture_output=True, text=True, check=True)
        return Took(done.stdout)

    def rounds(self, commands, count):
        """Runs all commands in turn, `count` times after one round that does not count: {name: [Took, ...]}.

        In turn, because a machine's speed drifts: what is compared stands side by side. What fails in the first round (an
        option or a program that is not here) is left out, aloud."""
        taken = {}
        for name, command in commands.items():
            took = self.run(command)
            if took.status == 0:
                taken[name] = []
            else:
                print(f"left out, ends with status {took.status}: {command}", file=sys.stderr)
        for _ in range(count):
            for name, runs in taken.items():
                runs.append(self.run(commands[name]))
        return taken


def median(values):
    return statistics.median(values)


def ratios(taken, name, other):
    """How many times as fast as `other` a command was, round by round."""
    return [theirs.wall / ours.wall for ours, theirs in zip(taken[name], taken[other])]
