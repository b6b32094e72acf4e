#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Conformance: compile() over the standard library, and CPython's own test suite where its runner is at hand.

The runner of the suite stands outside the repository, in ../shared/conformance; arguments go to it unchanged.
"""
import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SUITE = ROOT.parent / "shared" / "conformance" / "run_cpython_tests.py"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--interpreter", default=str(ROOT / "build" / "release" / "pyemb"))
    parser.add_argument("--compile-only", action="store_true", help="leave CPython's test suite out")
    options, rest = parser.parse_known_args()
    status = subprocess.run([sys.executable, str(HERE / "compile_stdlib.py"), "compare", options.interpreter]).returncode
    if options.compile_only:
        return status
    if not SUITE.exists():
        print(f"conformance: {SUITE.name} is not here, the suite of CPython is left out")
        return status
    suite = subprocess.run([sys.executable, str(SUITE), "--python", options.interpreter] + (rest or ["--all"]))
    return status or suite.returncode


if __name__ == "__main__":
    sys.exit(main())
