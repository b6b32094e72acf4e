#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Run the tests of a host: the Catch2 program, and a host whose start is watched for calls to the file system.

    tests/embed/run.py build/dev

PYEMB_WHOLE=1 runs the long tests whole.
"""
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/unit"))
import run as unit  # noqa: E402


def calls_between_marks(program):
    """The calls that take a file name, as strace shows them, of a bare life and of those that import; None: it may not watch here."""
    with tempfile.NamedTemporaryFile("r", prefix="pyemb-") as log:
        strace = subprocess.run(["strace", "-f", "-qq", "-e", "trace=%file", "-o", log.name, str(program)], capture_output=True, text=True)
        lines = log.read().splitlines()
    marks = [i for i, line in enumerate(lines) if '"/mark/' in line]
    if len(marks) != 3:
        print(f"embed: strace cannot watch here: {strace.stderr.strip() or strace.returncode}", file=sys.stderr)
        return None
    if strace.returncode != 0:
        return [f"the host failed: {strace.returncode}"]
    of_time = re.compile(r'"/etc/localtime"|AT_EMPTY_PATH')  # the names of the time zone are what `time` is made of
    return lines[marks[0] + 1 : marks[1]] + [line for line in lines[marks[1] + 1 : marks[2]] if not of_time.search(line)]


def quiet_start(folder):
    program = Path(folder) / "tests/embed/quiet_host"
    if shutil.which("strace") is None:
        print("embed: without strace the start is not watched", file=sys.stderr)
        return 0
    calls = calls_between_marks(program)
    for call in calls or ():
        print(f"embed: a start from memory asks for a file: {call}")
    print(f"quiet start: {0 if calls else 1 if calls is not None else 0} passed, {1 if calls else 0} failed")
    return 1 if calls else 0


def main(folder):
    return unit.main(folder, "embed") | quiet_start(folder)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
