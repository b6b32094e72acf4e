#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Run a Catch2 program of a build folder and print a summary line: unit: N passed, M failed.

    tests/unit/run.py build/dev [unit|embed]
"""
import re
import subprocess
import sys
from pathlib import Path


def main(folder, suite="unit"):
    program = Path(folder) / "tests" / suite / f"{suite}_tests"
    if not program.exists():
        print(f"{suite}: no {program}", file=sys.stderr)
        print(f"{suite}: 0 passed, 1 failed")
        return 1
    run = subprocess.run([str(program), "-r", "xml"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    cases = re.search(r'<OverallResultsCases successes="(\d+)" failures="(\d+)"', run.stdout)
    if cases is None or int(cases[2]) > 0 or run.returncode != 0:
        # Once more, for people.
        subprocess.run([str(program), "-r", "compact"], stdin=subprocess.DEVNULL)
    passed, failed = (int(cases[1]), int(cases[2])) if cases else (0, 1)
    if "runtime error:" in run.stderr:  # the undefined-behaviour sanitizer does not end a program
        print(run.stderr[-4000:], file=sys.stderr)
        failed += 1
    if run.returncode != 0 and failed == 0:
        failed = 1
    print(f"{suite}: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
