#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compare the release build with python3.11 on the benchmark programs.

The programs and their runner stand outside the repository, in ../shared/bench; arguments go to the runner unchanged:
./dev bench -n 3 --only fib,nbody
"""
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNNER = ROOT.parent / "shared" / "bench" / "run.py"


def main(arguments):
    if not RUNNER.exists():
        print(f"bench: the runner is expected at {RUNNER}", file=sys.stderr)
        return 2
    interpreters = ["cpython=/usr/bin/python3.11", f"pyemb={ROOT / 'build' / 'release' / 'pyemb'}"]
    return subprocess.run([sys.executable, str(RUNNER), *arguments, *interpreters]).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
