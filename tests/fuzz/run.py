#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Mutate the scripts of the corpus and run what comes out: any answer is right but a crash.

A crash is a signal, a sanitizer's report or a hang without end; its script stays in build/fuzz/ to be reduced and
put into tests/py/regression.  The seed is printed: the same seed makes the same scripts.
"""
import argparse
import random
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import ROOT, crashed, run  # noqa: E402

TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
SPICE = ["0", "-1", "1.5", "None", "2**62", "2**70", "''", "b''", "[]", "()", "{}", "...", "lambda: 0", "*", "**", "(", ")",
         "[", "]", ":", ":=", "yield", "await", "del ", "not ", "f'{x}'", "self", "super()", "object()", "type", "iter([])",
         "[[]]*3", "float('nan')", "'\\ud800'", "range(9)", "\n", "\n    ", "global x\n", "raise\n", "return\n", "while 1:break\n"]


def mutate(random_, texts):
    """A script with some tokens deleted, doubled, swapped, replaced, or with lines of another script in it."""
    tokens = TOKEN.findall(random_.choice(texts))
    for _ in range(random_.choice((1, 1, 2, 3, 8))):
        if not tokens:
            break
        at = random_.randrange(len(tokens))
        action = random_.randrange(6)
        if action == 0:
            del tokens[at]
        elif action == 1:
            tokens.insert(at, tokens[at])
        elif action == 2:
            other = random_.randrange(len(tokens))
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif action == 3:
            tokens[at] = random_.choice(SPICE)
        elif action == 4:
            tokens.insert(at, random_.choice(SPICE))
        else:
            lines = random_.choice(texts).splitlines(True)
            start = random_.randrange(len(lines)) if lines else 0
            tokens.insert(at, "\n" + "".join(lines[start:start + 3]))
    return "".join(tokens)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--interpreter", default="build/asan/pyemb")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**9)
    parser.add_argument("--timeout", type=float, default=20)
    options = parser.parse_args()
    folder = ROOT / "build" / "fuzz"
    folder.mkdir(parents=True, exist_ok=True)
    texts = [path.read_text(encoding="utf-8", errors="replace") for area in ("py", "errors")
             for path in sorted((ROOT / "tests" / area).rglob("*.py")) if path.name != "run.py"]
    random_ = random.Random(options.seed)
    print(f"fuzz: seed {options.seed}, {len(texts)} scripts")
    end, passed, failed = time.monotonic() + options.seconds, 0, 0
    while time.monotonic() < end:
        script = folder / f"{options.seed}-{passed + failed}.py"
        script.write_text(mutate(random_, texts), encoding="utf-8", errors="surrogateescape")
        outcome = run([options.interpreter, str(script.relative_to(ROOT))], options.timeout)
        reason = crashed(outcome)
        if outcome.status == -2:  # the script raised KeyboardInterrupt
            reason = None
        if reason:
            failed += 1
            print(f"FAIL {script.relative_to(ROOT)}: {reason}\n{outcome.err[-1500:]}", flush=True)
        else:
            passed += 1
            if not outcome.expired:  # an endless loop is a right answer, but may be worth a look
                script.unlink()
    print(f"fuzz: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
