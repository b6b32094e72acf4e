#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write down what a start runs and reads, so that the linker can put it side by side: start_order.py BUILD

What is next to each other is in few pages: a start takes less memory, and less time. Valgrind tells which functions of the optimized BUILD (a folder)
run: those of a host's isolated initialization first (benchmarks/startup_host.cpp), then those of an isolated program, then of a plain one; and which
tables an isolated program reads. The list, start_order.ld beside this file, is a linker script that is added to the default one. It names what was
measured once: what is missing, or no longer there, costs a page and no more. Names are cut at the first dot, as the compiler numbers its clones, and
stand for what begins with them.
"""
import argparse
import bisect
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ISOLATED = ["pyemb", "-I", "-S", "-c", "pass"]
# Programs of the build folder with their arguments, and the function inside of which they are watched.
STARTS = [(["startup_host", "0"], "*initialize*"), (ISOLATED, None), (["pyemb", "-c", "pass"], None)]
# Read by a host's start alone, whose program is position-independent and is not looked at for tables.
HOST_TABLES = {"_ZN5pyemb12_GLOBAL__N_1L7kNoTextE"}
SCRIPT = Path(__file__).with_name("start_order.ld")

TEMPLATE = """/* SPDX-License-Identifier: MIT */
/* Written by start_order.py, which says what this is. */
SECTIONS
{
  .text.start :
  {
%s
  }
}
INSERT BEFORE .text;
/* Constants, the jump tables of those functions, tables, and short texts, which are names; longer ones are documentation for the most part. */
SECTIONS
{
  .rodata.start :
  {
    *(.rodata.cst*)
%s
    *(.rodata.str1.1)
  }
}
INSERT AFTER .rodata;
SECTIONS
{
  .data.rel.ro.start :
  {
%s
  }
}
INSERT BEFORE .data.rel.ro;
"""


def valgrind(build, command, *options):
    """Runs a program of the build under Valgrind, with pipes as a host's streams often are; the text of the file that is written."""
    with tempfile.NamedTemporaryFile() as out:
        subprocess.run(["valgrind", *(option.replace("OUT", out.name) for option in options), build / command[0], *command[1:]], check=True,
                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                       env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")})
        return Path(out.name).read_text()


def functions_of(build, command, watched):
    """The mangled names of the library's functions that run."""
    watch = [f"--toggle-collect={watched}"] if watched else []
    text = valgrind(build, command, "--tool=callgrind", "--demangle=no", "--callgrind-out-file=OUT", *watch)
    return {name.split(".")[0] for name in re.findall(r"^c?fn=\(\d+\) (_ZN5pyemb[^\s']*)", text, re.MULTILINE)}


def tables_of(build, command):
    """The mangled names of the library's constant objects that are read. The program must not be position-independent."""
    out = subprocess.run(["nm", "--print-size", "--numeric-sort", build / command[0]], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in out.splitlines()]
    objects = [(int(row[0], 16), int(row[1], 16), row[3]) for row in rows if len(row) == 4 and row[2] in "rRdDVu" and "5pyemb" in row[3]]
    starts = [row[0] for row in objects]
    names = set()
    for address in set(re.findall(r"^ [LM] ([0-9a-f]+),", valgrind(build, command, "--tool=lackey", "--trace-mem=yes", "--log-file=OUT"), re.MULTILINE)):
        at = bisect.bisect_right(starts, int(address, 16)) - 1
        if at >= 0 and int(address, 16) < objects[at][0] + objects[at][1]:
            names.add(objects[at][2].split(".")[0])
    return names


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    build = parser.parse_args().build
    functions = []
    for command, watched in STARTS:
        functions += sorted(functions_of(build, command, watched) - set(functions))
    tables = sorted(tables_of(build, ISOLATED) | HOST_TABLES)
    SCRIPT.write_text(TEMPLATE % ("\n".join(f"    *(.text.{name}*)" for name in functions),
                                  "\n".join(f"    *(.rodata.{name}*)" for name in functions + tables),
                                  "\n".join(f"    *(.data.rel.ro.{name}* .data.rel.ro.local.{name}*)" for name in tables)))
    print(f"start_order: {len(functions)} functions, {len(tables)} tables")
    return 0


if __name__ == "__main__":
    sys.exit(main())
