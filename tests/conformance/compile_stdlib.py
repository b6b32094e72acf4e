# SPDX-License-Identifier: MIT
"""compile() every file of the standard library, CPython's test suite included, and say what happened.

    compile_stdlib.py measure FILES...        runs in either interpreter: one line a file, then the time
    compile_stdlib.py compare INTERPRETER     runs both and compares: what the oracle accepts must be accepted, what it
                                              refuses refused
"""
import sys

LIBRARY = "/usr/lib/python3.11"
ORACLE = "/usr/bin/python3.11"


def measure(list_of_files):
    """Print `ok|ErrorName PATH` for each file, then `time LINES NANOSECONDS` of the compile() calls alone."""
    import time
    lines = spent = 0
    with open(list_of_files, encoding="utf-8") as names:
        paths = names.read().split("\n")
    for path in filter(None, paths):
        with open(path, "rb") as file:
            source = file.read()
        start = time.perf_counter_ns()
        try:
            compile(source, path, "exec", dont_inherit=True)
            verdict = "ok"
        except (SyntaxError, ValueError, UnicodeError, OverflowError, MemoryError, RecursionError) as error:
            verdict = type(error).__name__
        spent += time.perf_counter_ns() - start
        lines += source.count(b"\n")
        print(verdict, path)
    print("time", lines, spent)


def run(interpreter, names):
    import subprocess
    done = subprocess.run([interpreter, "-W", "ignore", __file__, "measure", names], capture_output=True, text=True,
                          errors="backslashreplace")
    verdicts, lines, spent = {}, 0, 1
    for line in done.stdout.splitlines():
        verdict, _, rest = line.partition(" ")
        if verdict == "time":
            lines, spent = map(int, rest.split())
        else:
            verdicts[rest] = verdict
    return verdicts, lines * 1e9 / spent, done


def compare(interpreter):
    import os
    import tempfile
    paths = sorted(os.path.join(folder, name) for folder, _, names in os.walk(LIBRARY) for name in names
                   if name.endswith(".py"))
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as names:
        names.write("\n".join(paths))
        names.flush()
        expected, oracle_speed, _ = run(ORACLE, names.name)
        got, speed, done = run(interpreter, names.name)
    failed = 0
    for path in paths:
        if expected.get(path) != got.get(path):
            failed += 1
            if failed <= 40:
                print(f"FAIL {path}: {got.get(path, 'no answer')}, not {expected.get(path)}")
    if len(got) < len(paths):
        print(f"exit status {done.returncode}: {done.stderr[-2000:]}")
    print(f"{speed:,.0f} lines a second, python3.11 {oracle_speed:,.0f}: {speed / oracle_speed:.2f} times as many")
    print(f"compile: {len(paths) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    if sys.argv[1] == "measure":
        measure(sys.argv[2])
    else:
        sys.exit(compare(sys.argv[2]))
