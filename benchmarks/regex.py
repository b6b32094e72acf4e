#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""CPU time of regular expressions over a text of ten megabytes.

    benchmarks/regex.py [--megabytes N] [--repeat N] [NAME=INTERPRETER ...]

Each pattern goes over the whole text with finditer(), and counts; the table has the least CPU time of each interpreter, and its ratio to the
first one's. Without names: python3.11 against build/release.
"""
import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PATTERNS = {
    "literal": r"Sherlock",
    "any of words": r"fox|dog|whale|jugs",
    "word": r"\b\w+ing\b",
    "number": r"[0-9]+(?:\.[0-9]+)?",
    "key and value": r"(\w+)=(\w+)",
    "mail": r"[\w.+-]+@[\w-]+\.[\w.-]+",
    "lazy": r"<(\w+)>.*?</\1>",
    "case": r"(?i)sherlock\s+holmes",
    "lines": r"(?m)^#\s*(.+)$",
    "lookaround": r"(?<=\s)[A-Z]\w{3,8}(?=[,.;])",
}

WORK = """
import json, re, sys, time
size, patterns = json.load(sys.stdin)
piece = (
    "The quick brown fox jumps over the lazy dog, singing 3.14159 songs; user.name+tag@example-site.org wrote key=value.\\n"
    "# Sherlock Holmes and the {n} jugs, SHERLOCK  holmes again\\n"
    "Text with <b>bold words</b> and <i>italic</i>, running along: number={n} Zebra, Mountain. x1=y2 99 bottles\\n"
    "plain words without anything to find in them at all, only more and more of the same old letters going on\\n"
)
text = "".join(piece.replace("{n}", str(i % 1000)) for i in range(size // len(piece)))
times = {}
for name, pattern in patterns.items():
    compiled = re.compile(pattern)
    start = time.process_time()
    count = 0
    for match in compiled.finditer(text):
        count += 1
    times[name] = [time.process_time() - start, count]
json.dump(times, sys.stdout)
"""


def measure(interpreter, size):
    done = subprocess.run([interpreter, "-c", WORK], input=json.dumps([size, PATTERNS]), capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{interpreter} failed:\n{done.stderr}")
    return json.loads(done.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=10)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("interpreters", nargs="*", help="NAME=PATH")
    arguments = parser.parse_args()
    named = arguments.interpreters or ["python3.11=/usr/bin/python3.11", f"pyemb={ROOT / 'build' / 'release' / 'pyemb'}"]
    interpreters = [item.split("=", 1) for item in named]
    best = {name: [float("inf")] * len(interpreters) for name in PATTERNS}
    counts = {name: set() for name in PATTERNS}
    for _ in range(arguments.repeat):
        for i, (_, path) in enumerate(interpreters):
            for name, (seconds, count) in measure(path, arguments.megabytes << 20).items():
                best[name][i] = min(best[name][i], seconds)
                counts[name].add(count)
    print("pattern".ljust(14), *(name.rjust(12) for name, _ in interpreters), "ratio".rjust(7), "matches".rjust(9))
    for name, times in best.items():
        if len(counts[name]) > 1:
            sys.exit(f"the interpreters disagree on {name!r}: {sorted(counts[name])} matches")
        print(name.ljust(14), *(f"{time:10.3f} s" for time in times), f"{times[-1] / times[0]:7.2f}", str(*counts[name]).rjust(9))
    sums = [sum(times[i] for times in best.values()) for i in range(len(interpreters))]
    print("all".ljust(14), *(f"{time:10.3f} s" for time in sums), f"{sums[-1] / sums[0]:7.2f}")


if __name__ == "__main__":
    main()
