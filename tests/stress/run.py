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


def run(interpreter, script, switches, prologue=None):
    command = [interpreter, str(script)]
    if prologue:
        command = [interpreter, "-c", f"{prologue}\nexec(compile({script.read_text()!r}, {str(script)!r}, 'exec'))"]
    try:
        return subprocess.run(command, capture_output=True, timeout=120, stdin=subprocess.DEVNULL,
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


def count_allocations(interpreter, script):
    """About how many allocations the script makes: the least power of two that lets it end as it always ends."""
    low, high = 0, 1 << 10
    plain = run(interpreter, script, {})
    while high < 1 << 22:
        done = run(interpreter, script, {"PYEMB_FAIL_AFTER": str(high), "PYEMB_FAIL_FOREVER": "1"})
        if done is not None and plain is not None and done.returncode == plain.returncode and done.stdout == plain.stdout:
            return high
        low, high = high, high * 2
    return low


def check(interpreter, script, points):
    complaints = []
    done = run(interpreter, script, {}, "import gc; gc.set_threshold(1, 1, 1)")
    if why := verdict(done):
        complaints.append(f"collect: {why}")
    total = count_allocations(interpreter, script)
    for k in range(points):
        n = total * (2 * k + 1) // (2 * points)
        for forever in ({}, {"PYEMB_FAIL_FOREVER": "1"}):
            if why := verdict(run(interpreter, script, {"PYEMB_FAIL_AFTER": str(n), **forever})):
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
        for script, complaints in zip(chosen, pool.map(lambda s: check(interpreter, s, options.points), chosen)):
            failed += bool(complaints)
            for complaint in complaints:
                print(f"FAIL {script.relative_to(TESTS.parent)}: {complaint}")
    print(f"stress: {len(chosen) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
