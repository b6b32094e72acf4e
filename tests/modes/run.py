#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Start the interpreter in every way that cases.py lists, and compare with python3.11: standard output and error, and the exit status.

    run.py --interpreter BUILD/pyemb [-k PART]

Every case must pass but those of differing.txt, whose reasons stand in docs/status.md; one of these that passes has to leave the list, as has a name that is no case.
"""
import argparse
import difflib
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from cases import FILES, SETUP, all_cases  # noqa: E402
from harness import ORACLE  # noqa: E402

DIFFERING = HERE / "differing.txt"


def fill(folder):
    """The files that the cases name. The interpreters get a copy each, with the archives and .pyc files that they make themselves."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def set_up(interpreter, folder):
    fill(folder)
    subprocess.run([ORACLE, "-c", SETUP], cwd=folder, check=True)
    subprocess.run([interpreter, "-c", "import py_compile; py_compile.compile('probe.py', cfile='compiled.pyc')"], cwd=folder, check=False,
                   capture_output=True)


def normal(text, interpreter, folder):
    """What is the same of both: their names, folders, addresses and versions are not."""
    text = text.replace(interpreter, "PYTHON").replace(str(folder), "FOLDER")
    text = re.sub(r"0x[0-9a-f]{6,}", "0xADDRESS", text)
    return re.sub(r"\bpyemb-311\b|\bcpython-311\b", "TAG", text)


def run(interpreter, folder, case):
    _, arguments, variables, text, loose = case
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8", "TZ": "UTC", "PYTHONDONTWRITEBYTECODE": "1", **variables}
    done = subprocess.run([interpreter, *arguments], cwd=folder, env=environment, capture_output=True, timeout=60,
                          input=(text or "").encode())
    out, err = (normal(stream.decode("utf-8", "backslashreplace"), interpreter, folder) for stream in (done.stdout, done.stderr))
    if "text" in loose:  # in words of our own: only whether, and where
        out, err = ("some" if stream else "" for stream in (out, err))
    if "errors" in loose:
        err = "some" if err else ""
    if "seconds" in loose:
        err = re.sub(r"\d+\.\d+s\b", "SECONDS", err)
    if "banner" in loose:
        err = re.sub(r"^Python 3.11.*\n", "", err)
    return done.returncode, out, err


def describe(result):
    status, out, err = result
    return [f"status {status}", *("out: " + line for line in out.splitlines()), *("err: " + line for line in err.splitlines())]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--interpreter", default="build/release/pyemb")
    parser.add_argument("-k", dest="filter", default="", help="only the cases whose name contains this")
    parser.add_argument("-j", dest="jobs", type=int, default=2)
    parser.add_argument("-q", "--quiet", action="store_true")
    options = parser.parse_args()
    subject = os.path.abspath(options.interpreter)
    differing = set(DIFFERING.read_text().splitlines())
    cases = [case for case in all_cases() if options.filter in case[0]]
    good, failed = [], sorted(differing - {case[0] for case in all_cases()})
    for name in failed:
        print(f"FAIL {name}: listed as differing, but no case")
    with tempfile.TemporaryDirectory() as place:
        folders = {name: Path(place).resolve() / name for name in ("oracle", "subject")}
        set_up(ORACLE, folders["oracle"])
        set_up(subject, folders["subject"])

        def check(case):
            expected = describe(run(ORACLE, folders["oracle"], case))
            try:
                actual = describe(run(subject, folders["subject"], case))
            except subprocess.TimeoutExpired:
                actual = ["timeout"]
            return case[0], list(difflib.unified_diff(expected, actual, "python3.11", "pyemb", n=1, lineterm=""))

        with ThreadPoolExecutor(options.jobs) as pool:
            for name, difference in pool.map(check, cases):
                as_listed = bool(difference) == (name in differing)
                (good if as_listed else failed).append(name)
                if not as_listed:
                    print(f"FAIL {name}")
                    if not options.quiet:
                        print("\n".join("    " + line for line in difference[2:]))
    print(f"modes: {len(good)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
