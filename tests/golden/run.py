#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compare what the compiler makes of each NAME.py here with NAME.dis, the listing that was agreed upon.

    run.py BUILD_FOLDER            compare
    run.py BUILD_FOLDER --update   write the listings anew; read the difference before committing it
"""
import argparse
import difflib
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def listing(tool, source):
    run = subprocess.run([tool, source.name], cwd=HERE, capture_output=True, text=True)
    return re.sub(r" at 0x[0-9a-f]+", "", run.stdout) + run.stderr


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path, help="build folder, which has tests/frontend/code_dump")
    parser.add_argument("--update", action="store_true", help="write the listings instead of comparing them")
    options = parser.parse_args()
    tool = (options.build / "tests/frontend/code_dump").resolve()
    passed = failed = 0
    for source in sorted(HERE.glob("*.py")):
        if source.name == "run.py":
            continue
        expected = source.with_suffix(".dis")
        actual = listing(tool, source)
        if options.update:
            expected.write_text(actual)
        wanted = expected.read_text() if expected.exists() else ""
        if actual == wanted:
            passed += 1
            continue
        failed += 1
        sys.stdout.writelines(difflib.unified_diff(wanted.splitlines(True), actual.splitlines(True),
                                                   expected.name, "compiled"))
    print(f"golden: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
