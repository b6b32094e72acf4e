#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Run the faulty scripts of tests/errors under an interpreter and under python3.11: stderr, stdout and the exit
status must be the same, but for addresses.

Nothing is written down here: the oracle runs live, so that a script is all that a new case needs.
"""
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import ORACLE, ROOT, common_arguments, crashed, difference, environment, find_scripts, prepare, run, run_all  # noqa: E402


def normalized(text):
    return re.sub(r"0x[0-9a-f]{6,}", "0x...", text)


def check(path, options):
    expected = run([ORACLE, path], 60)
    got = run([options.interpreter, path], options.timeout, environment(options.env))
    if got.expired:
        return [f"over {options.timeout:g} s"]
    if crashed(got) and got.status != expected.status:
        return [crashed(got) + "\n" + got.err[-3000:]]
    complaints = []
    if got.status != expected.status:
        complaints.append(f"exit status {got.status}, not {expected.status}")
    for name in ("err", "out"):
        want, have = normalized(getattr(expected, name)), normalized(getattr(got, name))
        if want != have:
            complaints.append(f"std{name}:")
            complaints += difference(want.splitlines(), have.splitlines()) or ["  the ends of lines differ"]
    return complaints


def main():
    options = common_arguments(__doc__.splitlines()[0]).parse_args()
    prepare(options)
    here = Path(__file__).resolve()
    scripts = [path for path in find_scripts(options.paths, options.filter, here.parent) if ROOT / path != here]
    return run_all("errors", scripts, lambda path: check(path, options), options)


if __name__ == "__main__":
    sys.exit(main())
