#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""CPython's own test suite: what passed once must pass always.

    ratchet.py --interpreter build/dev/pyemb [UNIT...]             run the units of ratchet.txt (or those named)
    ratchet.py --interpreter build/dev/pyemb --update [UNIT...]    and note what passes now; a unit that is new is added

ratchet.txt has a line for each unit: its name, a colon, and the methods of the bar that do not pass yet. The runner and the bar stand
outside the repository, in ../shared/conformance. A method that fails is run a second time before it counts: some wait for a busy machine.
"""
import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SUITE = ROOT.parent / "shared" / "conformance"
RATCHET = HERE / "ratchet.txt"


def read():
    rows = {}
    for line in RATCHET.read_text().splitlines() if RATCHET.exists() else []:
        if line and not line.startswith("#"):
            unit, _, missing = line.partition(":")
            rows[unit] = set(missing.split())
    return rows


def write(rows):
    head = "# The units of CPython's suite that are watched, and the methods of the bar that do not pass yet: see ratchet.py\n"
    RATCHET.write_text(head + "".join(f"{unit}: {' '.join(sorted(rows[unit]))}".rstrip() + "\n" for unit in sorted(rows)))


def failing(interpreter, units, bar):
    """The methods of the bar that do not pass, for each unit."""
    with tempfile.NamedTemporaryFile(suffix=".json") as output:
        subprocess.run([sys.executable, str(SUITE / "run_cpython_tests.py"), "--python", interpreter, "--quiet", "--output", output.name,
                        *units], stdout=subprocess.DEVNULL, check=False)
        files = json.load(open(output.name, encoding="utf-8"))["files"]
    outcome = {}
    for unit in units:
        tests = files.get(unit, {}).get("tests", {})
        outcome[unit] = {name for name in bar.ids(unit) if tests.get(name, ["missing"])[0] != "ok"}
    return outcome


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--interpreter", default=str(ROOT / "build" / "release" / "pyemb"))
    parser.add_argument("--update", action="store_true")
    parser.add_argument("units", nargs="*")
    options = parser.parse_args()
    if not SUITE.exists():
        print("conformance: the suite is not here and is left out")
        return 0
    sys.path.insert(0, str(SUITE))
    import run_cpython_tests as suite
    bar = suite.Bar(str(SUITE / "oracle.json"), str(SUITE / "impl_specific.txt"), True)
    rows = read()
    units = options.units or sorted(rows)
    found = failing(options.interpreter, units, bar)
    again = [unit for unit in units if unit in rows and found[unit] - rows[unit]]
    if again:
        for unit, names in failing(options.interpreter, again, bar).items():
            found[unit] &= names
    lost = {unit: found[unit] - rows.get(unit, found[unit]) for unit in units}
    for unit in units:
        for name in sorted(lost[unit]):
            print(f"LOST {unit}:{name}")
    if options.update:
        for unit in units:
            rows[unit] = found[unit] & rows.get(unit, found[unit])
        write(rows)
    passed = sum(len(bar.ids(unit)) - len(found[unit]) for unit in units)
    failed = sum(map(len, lost.values()))
    print(f"conformance: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
