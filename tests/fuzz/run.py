#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Mutate the scripts of the corpus and run what comes out; then, or alone with --subject, feed the parts of subjects/: any answer is right
but a crash.

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

SUBJECTS = sorted(path.stem for path in (Path(__file__).resolve().parent / "subjects").glob("[a-z]*.py"))

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


def fuzz_subject(name, options, folder):
    """One process that makes and runs case after case; what it was at when it died stands in its record. True: it lived."""
    record = folder / f"{name}-{options.seed}.case"
    command = [str(Path(options.interpreter).resolve()), str(Path(__file__).with_name("drive.py")), name, str(options.seed), str(options.seconds), str(record)]
    outcome = run(command, options.seconds * 4 + 120, cwd=folder)
    reason = "hangs" if outcome.expired else crashed(outcome)
    if reason is None and outcome.status == 0:
        print(f"fuzz {name}: {outcome.out.strip()} cases", flush=True)
        return True
    print(f"FAIL {name}: {reason or f'exit status {outcome.status}'}\n{outcome.err[-3000:]}\nthe case stands in {record.relative_to(ROOT)}", flush=True)
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--interpreter", default="build/asan/pyemb")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**9)
    parser.add_argument("--timeout", type=float, default=20)
    parser.add_argument("--subject", action="append", choices=["scripts", *SUBJECTS], help="only these (default: all); each gets the seconds")
    options = parser.parse_args()
    folder = ROOT / "build" / "fuzz"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = options.subject or ["scripts", *SUBJECTS]
    passed, failed = fuzz_scripts(options, folder) if "scripts" in wanted else (0, 0)
    for name in SUBJECTS:
        if name in wanted:
            lived = fuzz_subject(name, options, folder)
            passed, failed = passed + lived, failed + (not lived)
    print(f"fuzz: {passed} passed, {failed} failed")
    return 1 if failed else 0


def fuzz_scripts(options, folder):
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
    return passed, failed


if __name__ == "__main__":
    sys.exit(main())
