#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Run scripts of tests/py again and again in one interpreter: the number of blocks in use must come to rest.

A script with a comment `# grows: reason` keeps something on purpose and is left out.  A block that
something leads to, a table for one, is not lost for the leak check of ./dev sanitize (src/state/lost_blocks.h); that it grows shows here.
"""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import ROOT, common_arguments, crashed, environment, find_scripts, prepare, run, run_all  # noqa: E402
from script import Script  # noqa: E402

REPEAT = str(Path(__file__).with_name("repeat.py"))
STEADY = 3  # of so many runs at the end each one must grow to be a leak
TIMES = (8, 40)  # what seems to grow gets the time to fill its caches


def growth_of(path, times, options):
    """By how many blocks each run grew, or a complaint; None: the script ends its process."""
    limit = options.timeout * times / 2
    outcome = run([options.interpreter, REPEAT, path, str(times)], limit, environment(options.env))
    if outcome.expired:
        return f"over {limit:g} s"
    if crashed(outcome):
        return crashed(outcome) + "\n" + outcome.err[-3000:]
    lines = outcome.out.splitlines()
    if not lines or not lines[-1].startswith("growth: "):
        return None
    return [int(number) for number in lines[-1].split()[1:]]


def check(path, options):
    if Script(path).grows is not None:
        return None
    for times in TIMES:
        growth = growth_of(path, times, options)
        if not isinstance(growth, list):
            return growth if growth is None else [growth]
        if min(growth[-STEADY:]) <= 0:
            return []
    return [f"grows by {growth} blocks"]


def main():
    options = common_arguments(__doc__.splitlines()[0]).parse_args()
    prepare(options)
    scripts = find_scripts(options.paths, options.filter, ROOT / "tests/py")
    return run_all("leaks", scripts, lambda path: check(path, options), options)


if __name__ == "__main__":
    sys.exit(main())
