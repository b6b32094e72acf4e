#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Run scripts of tests/py eight times in one interpreter: from the fifth time on the number of blocks in use must not grow any more.

A script with a comment `# grows: reason` keeps something on purpose and is left out.  What the heap frees at its end hides a lost reference from LeakSanitizer; this finds it.
"""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import ROOT, common_arguments, crashed, environment, find_scripts, prepare, run, run_all  # noqa: E402
from script import Script  # noqa: E402

REPEAT = str(Path(__file__).with_name("repeat.py"))
STEADY = 3  # of so many runs at the end each one must grow to be a leak


def check(path, options):
    if Script(path).grows is not None:
        return None
    outcome = run([options.interpreter, REPEAT, path], options.timeout * 4, environment(options.env))
    if outcome.expired:
        return [f"over {options.timeout * 4:g} s"]
    if crashed(outcome):
        return [crashed(outcome) + "\n" + outcome.err[-3000:]]
    lines = outcome.out.splitlines()
    if not lines or not lines[-1].startswith("growth: "):
        return None  # a script that ends its process
    growth = [int(number) for number in lines[-1].split()[1:]]
    return [f"grows by {growth} blocks"] if min(growth[-STEADY:]) > 0 else []


def main():
    options = common_arguments(__doc__.splitlines()[0]).parse_args()
    prepare(options)
    scripts = find_scripts(options.paths, options.filter, ROOT / "tests/py")
    return run_all("leaks", scripts, lambda path: check(path, options), options)


if __name__ == "__main__":
    sys.exit(main())
