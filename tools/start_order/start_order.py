#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write down which functions a start runs, so that the linker can put them side by side: start_order.py INTERPRETER

Functions that are next to each other are in few pages: a start reads less of the program. Valgrind tells which instructions run (an isolated start
first, then a plain one), the symbol table whose they are. The list, functions.ld beside this file, is a linker script that is added to the default one. It
names what was measured once: a function that is missing, or no longer there, costs a page and no more. Names are cut at the first dot, as the
compiler numbers its clones, and stand for what begins with them.
"""
import argparse
import bisect
import re
import subprocess
import sys
import tempfile
from pathlib import Path

STARTS = [["-I", "-S", "-c", "pass"], ["-c", "pass"]]
SCRIPT = Path(__file__).with_name("functions.ld")


def symbols_of(program):
    """Sorted (address, end, name) of the functions."""
    out = subprocess.run(["nm", "--print-size", "--numeric-sort", program], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in out.splitlines()]
    return [(int(row[0], 16), int(row[0], 16) + int(row[1], 16), row[3]) for row in rows if len(row) == 4 and row[2] in "tTwW"]


def addresses_of(program, arguments):
    """The addresses of the program's own instructions that run."""
    with tempfile.NamedTemporaryFile() as profile:
        subprocess.run(["valgrind", "--tool=callgrind", "--dump-instr=yes", f"--callgrind-out-file={profile.name}", program, *arguments], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        lines = Path(profile.name).read_text().splitlines()
    objects, current, address, found = {}, None, 0, set()
    for line in lines:
        if naming := re.match(r"c?ob=\((\d+)\) (.*)", line):
            objects[naming[1]] = naming[2]
        if inside := re.match(r"ob=\((\d+)\)", line):
            current = inside[1]
        elif cost := re.match(r"(0x[0-9a-f]+|[+-]\d+|\*) ", line):
            step = cost[1]
            address = int(step, 16) if step.startswith("0x") else address if step == "*" else address + int(step)
            if objects.get(current, "").endswith(program):
                found.add(address)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("interpreter")
    program = parser.parse_args().interpreter
    symbols = symbols_of(program)
    starts = [row[0] for row in symbols]
    names = []
    for arguments in STARTS:
        run = set()
        for address in addresses_of(program, arguments):
            at = bisect.bisect_right(starts, address) - 1
            if at >= 0 and address < symbols[at][1] and symbols[at][2].startswith("_ZN5pyemb"):
                run.add(symbols[at][2].split(".")[0])
        names += sorted(run - set(names))
    lines = [f"    *(.text.{name}*)" for name in names]
    SCRIPT.write_text("\n".join(["/* SPDX-License-Identifier: MIT */", "/* Written by start_order.py, which says what this is. */",
                                 "SECTIONS", "{", "  .text.start :", "  {", *lines, "  }", "}", "INSERT BEFORE .text;", ""]))
    print(f"start_order: {len(names)} functions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
