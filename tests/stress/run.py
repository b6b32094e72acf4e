#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Run scripts of tests/py while the stress switches are on, and look for crashes and sanitizer reports.

    run.py --interpreter build/asan/pyemb [--points N]

Collect: the collector runs at every opportunity (its threshold is 1); the script must print what it always prints.
Fail: the nth allocation is refused, for N values of n spread over the whole run, once and for ever; the script may
end in whatever way a program ends, with MemoryError for one, but not by a signal.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
CRASH = ("ERROR: AddressSanitizer", "ERROR: LeakSanitizer", "runtime error:")


def scripts():
    """One script of each subject: an even sample of the corpus."""
    return [sorted(folder.glob("*.py"))[0] for folder in sorted((TESTS / "py").glob("*/*")) if any(folder.glob("*.py"))]


def run(interpreter, arguments, switches):
    try:
        return subprocess.run([interpreter, *map(str, arguments)], capture_output=True, timeout=120, stdin=subprocess.DEVNULL,
                              env={**os.environ, **switches, "ASAN_OPTIONS": "allocator_may_return_null=1:max_allocation_size_mb=4096:detect_leaks=1:exitcode=99"})
    except subprocess.TimeoutExpired:
        return None


def verdict(done):
    """Why the run counts as a crash; None: it does not."""
    if done is None:
        return "over 120 s"
    text = done.stderr.decode(errors="replace")
    if done.returncode < 0:
        return f"signal {-done.returncode}"
    found = [mark for mark in CRASH if mark in text]
    return f"{found[0]}\n{text[-3000:]}" if found else None


def count_allocations(interpreter, *arguments):
    """How many allocations the run makes; it is the same each time, or nearly so."""
    done = run(interpreter, arguments, {"PYEMB_COUNT_ALLOCATIONS": "1"})
    found = re.search(rb"^allocations: (\d+)$", done.stderr, re.M) if done is not None else None
    return int(found[1]) if found else 0


def check(interpreter, script, points, start):
    """Complaints. `start`: so many allocations are made before the script begins; half of the points at most fall into them."""
    complaints = []
    collecting = f"import gc; gc.set_threshold(1, 1, 1)\nexec(compile({script.read_text()!r}, {str(script)!r}, 'exec'))"
    if why := verdict(run(interpreter, ["-c", collecting], {})):
        complaints.append(f"collect: {why}")
    total = max(count_allocations(interpreter, script), start + 1)
    first = max(start - (total - start), 0)
    for k in range(points):
        n = first + (total - first) * (2 * k + 1) // (2 * points)
        for forever in ({}, {"PYEMB_FAIL_FOREVER": "1"}):
            if why := verdict(run(interpreter, [script], {"PYEMB_FAIL_AFTER": str(n), **forever})):
                complaints.append(f"fail after {n}{' for ever' if forever else ''}: {why}")
    return complaints


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--interpreter", required=True)
    parser.add_argument("--points", type=int, default=6, help="how many allocations are made to fail in each script")
    parser.add_argument("-k", default="", help="only the scripts whose path contains this")
    options = parser.parse_args()
    interpreter = str(Path(options.interpreter).resolve())
    chosen = [script for script in scripts() if options.k in str(script)]
    failed = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool, tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        start = count_allocations(interpreter, "-c", "pass")
        for script, complaints in zip(chosen, pool.map(lambda s: check(interpreter, s, options.points, start), chosen)):
            failed += bool(complaints)
            for complaint in complaints:
                print(f"FAIL {script.relative_to(TESTS.parent)}: {complaint}")
    print(f"stress: {len(chosen) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
