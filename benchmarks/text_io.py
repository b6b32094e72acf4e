#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""CPU time of text files: each interpreter copies a file line by line.

    benchmarks/text_io.py [--megabytes N] [--repeat N] [NAME=INTERPRETER ...]

Each of the cases (ASCII, text beyond Latin-1, long lines, Windows line ends) is run `--repeat` times by each interpreter in turn; the table
has the least CPU time, user and system, of each, and its ratio to the first one's. Without names: python3.11 against build/release.
"""
import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

COPY = """
import sys
def copy(source, target, arguments):
    with open(source, **arguments) as lines, open(target, "w", **arguments) as out:
        write = out.write
        for line in lines:
            write(line)
copy(sys.argv[1], sys.argv[2], eval(sys.argv[3]))
"""

WORDS = "the quick brown fox jumps over a lazy dog while pack my box with five dozen jugs".split()


def sentence(number, length):
    words = [WORDS[(number * 7 + i * i) % len(WORDS)] for i in range(length)]
    return f"{number} " + " ".join(words)


CASES = {
    "ascii": (lambda i: sentence(i, 5 + i % 17) + "\n", {"encoding": "utf-8"}),
    "beyond_latin": (lambda i: sentence(i, 5 + i % 17) + " \u0436\u20ac\n", {"encoding": "utf-8"}),
    "long_lines": (lambda i: sentence(i, 2000) + "\n", {"encoding": "utf-8"}),
    "windows": (lambda i: sentence(i, 5 + i % 17) + "\r\n", {"encoding": "latin-1"}),
}


def make_file(path, line, encoding, size):
    block = b"".join(line(i).encode(encoding) for i in range(1000))
    with open(path, "wb") as out:
        for _ in range(max(1, size // len(block))):
            out.write(block)


def cpu_time(interpreter, *arguments):
    process = subprocess.Popen([interpreter, "-c", COPY, *arguments])
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{interpreter} failed")
    return usage.ru_utime + usage.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--only", help="cases, separated by commas")
    parser.add_argument("interpreters", nargs="*", help="NAME=PATH")
    arguments = parser.parse_args()
    named = arguments.interpreters or ["python3.11=/usr/bin/python3.11", f"pyemb={ROOT / 'build' / 'release' / 'pyemb'}"]
    interpreters = [item.split("=", 1) for item in named]
    print("case".ljust(14), *(name.rjust(12) for name, _ in interpreters), "ratio".rjust(7))
    for case, (line, options) in CASES.items():
        if arguments.only and case not in arguments.only.split(","):
            continue
        with tempfile.TemporaryDirectory() as folder:
            source, target = os.path.join(folder, "in"), os.path.join(folder, "out")
            make_file(source, line, options["encoding"], arguments.megabytes << 20)
            best = [float("inf")] * len(interpreters)
            for _ in range(arguments.repeat):
                for i, (_, path) in enumerate(interpreters):
                    Path(target).unlink(missing_ok=True)  # else all but the very first run would have the old file to cut off
                    best[i] = min(best[i], cpu_time(path, source, target, repr(options)))
        print(case.ljust(14), *(f"{time:10.2f} s" for time in best), f"{best[-1] / best[0]:7.2f}")


if __name__ == "__main__":
    main()
