#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The C ABI: programs in C that are compiled twice, against python3.11 and against this library, must print the same.

    tests/capi/run.py build/dev [-k FILTER]

Every TEST(name) of the C files here is a process of its own on each side. Modules (PyInit_NAME) are known to all of them.
"""
import argparse
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent))
import harness  # noqa: E402

HELLO = ROOT / "examples" / "hello.c"  # its main() is hello_main() here: one program to link, which takes long with LTO
SYMBOLS = "every_symbol"  # links with every symbol of capi/api.def
HELLO_PRINTS = "answer = 42\ncaught: unsupported operand type(s) for +: 'int' and 'str'\n"

CONFIG = "/usr/bin/python3.11-config"
FLAGS = ["-O1", "-g1", "-std=gnu11", "-Wall", "-Wextra", "-Wno-unused-parameter", "-Wno-missing-field-initializers", "-Wno-cast-function-type",
         "-Wno-deprecated-declarations", "-Wno-unused-function", "-fwrapv"]


def ccache():
    return ["ccache"] if subprocess.run(["which", "ccache"], capture_output=True).returncode == 0 else []


def call(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{shlex.join(map(str, command[:2]))} ... failed:\n{done.stderr[:4000]}")
    return done.stdout


def main_program(tests, modules):
    lines = ['#include "capi_test.h"', ""]
    lines += [f"TEST({name});" for name in tests]
    lines += [f"PyMODINIT_FUNC PyInit_{name}(void);" for name in modules]
    lines += ["int hello_main(void);", "int every_symbol(void);", "", "int main(int argc, char **argv) {", "  (void)argc;"]
    lines += [f'  PyImport_AppendInittab("{name}", PyInit_{name});' for name in modules]
    lines += ['#ifdef PYEMB_TESTED', f'  if (strcmp(argv[1], "{HELLO.name}") == 0) return hello_main();', '#endif']
    lines += ["  setvbuf(stdout, NULL, _IOLBF, 1 << 12);", "  START();"]
    lines += ['#ifdef PYEMB_TESTED', f'  if (strcmp(argv[1], "{SYMBOLS}") == 0) return every_symbol();', '#endif']
    lines += [f'  if (strcmp(argv[1], "{name}") == 0) test_{name}();' for name in tests]
    lines += ["  if (PyErr_Occurred()) PyErr_Print();", "  fflush(stdout);", "  return Py_FinalizeEx() == 0 ? 0 : 9;", "}", ""]
    return "\n".join(lines)


class Side:
    """One of the two implementations: how to compile and link."""

    def __init__(self, name, folder, compile_flags, link):
        self.name = name
        self.folder = folder / name
        self.compile_flags = compile_flags
        self.link = link
        self.program = self.folder / "tests"

    def build(self, sources):
        self.folder.mkdir(parents=True, exist_ok=True)
        objects = []
        for source in sources:
            target = self.folder / (source.stem + ".o")
            newest = max(source.stat().st_mtime, (HERE / "capi_test.h").stat().st_mtime, self.newest_header())
            if not target.exists() or target.stat().st_mtime < newest:
                renamed = ["-Dmain=hello_main"] if source == HELLO else []
                call([*ccache(), "gcc", *FLAGS, *renamed, *self.compile_flags, f"-I{HERE}", "-c", source, "-o", target])
            objects.append(target)
        inputs = [*objects, *(Path(word) for word in self.link[1] if word.endswith(".a") and Path(word).exists())]
        if not self.program.exists() or self.program.stat().st_mtime < max(path.stat().st_mtime for path in inputs):
            call([*self.link[0], *objects, *self.link[1], "-o", self.program])

    def newest_header(self):
        folders = [Path(flag[2:]) for flag in self.compile_flags if flag.startswith("-I")]
        return max((header.stat().st_mtime for folder in folders for header in folder.glob("**/*.h")), default=0)


def link_flags(build):
    """What a host links besides the library, from the build's own description of a program."""
    text = call(["ninja", "-C", build, "-t", "commands", "hello"]).strip().splitlines()[-1]
    words = shlex.split(text.split("&&")[-1])
    flags = [word for word in words[words.index("-o") + 2:] if not word.endswith(".o")]
    return [str(build / word) if word.endswith(".a") and not word.startswith("/") else word for word in flags]


def compare(test, ours, theirs, timeout):
    a = harness.run([ours.program, test], timeout)
    b = harness.run([theirs.program, test], timeout)
    if (a.status, a.out, a.err) == (b.status, b.out, b.err):
        return None
    lines = [f"FAIL {test}"]
    if a.status != b.status:
        lines.append(f"  exit status: {a.status}, python3.11's {b.status}")
    for name in ("out", "err"):
        mine, other = getattr(a, name).splitlines(), getattr(b, name).splitlines()
        for i in range(max(len(mine), len(other))):
            x = mine[i] if i < len(mine) else "(nothing)"
            y = other[i] if i < len(other) else "(nothing)"
            if x != y:
                lines += [f"  {'stdout' if name == 'out' else 'stderr'} {i + 1}: {x}", f"    python3.11: {y}"]
    return "\n".join(lines[:40])


def check_alone(program, name, prints, timeout):
    """What python3.11 has not all of: the example in C, the test of all symbols."""
    done = harness.run([program, name], timeout)
    if (done.status, done.out, done.err) == (0, prints, ""):
        return None
    return f"FAIL {name}\n  exit status {done.status}\n{done.out}{done.err}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path, help="the build folder that has libpyemb.a")
    parser.add_argument("-k", dest="filter", default="", help="only the tests whose name contains this")
    parser.add_argument("--timeout", type=float, default=30)
    options = parser.parse_args()
    build = options.build.resolve()
    sources = sorted(HERE.glob("*.c"))
    text = {source: source.read_text() for source in sources}
    tests = {name: source for source in sources for name in re.findall(r"^TEST\((\w+)\)", text[source], re.M)}
    modules = sorted(name for source in sources for name in re.findall(r"^PyMODINIT_FUNC\s+PyInit_(\w+)", text[source], re.M))

    folder = build / "capi-tests"
    folder.mkdir(exist_ok=True)
    program = folder / "main_program.c"
    wanted = main_program(tests, modules)
    if not program.exists() or program.read_text() != wanted:
        program.write_text(wanted)
    symbols = folder / f"{SYMBOLS}.c"
    call([sys.executable, ROOT / "tools" / "make_capi.py", "--symbols", symbols])
    theirs = Side("python3.11", folder, shlex.split(call([CONFIG, "--includes"])), (["gcc"], shlex.split(call([CONFIG, "--embed", "--ldflags"]))))
    ours = Side("pyemb", folder, ["-DPYEMB_TESTED", f"-I{ROOT / 'capi' / 'include'}"], (["g++"], link_flags(build)))
    for side in (theirs, ours):
        try:
            side.build([*sources, program, *([HELLO, symbols] if side is ours else [])])
        except RuntimeError as error:
            print(error)
            print("capi: 0 passed, 1 failed")
            return 1
    chosen = [name for name in tests if options.filter in name]
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda name: compare(name, ours, theirs, options.timeout), chosen))
    for name, prints in ((HELLO.name, HELLO_PRINTS), (SYMBOLS, "")):
        if options.filter in name:
            chosen.append(name)
            results.append(check_alone(ours.program, name, prints, options.timeout))
    failures = [result for result in results if result is not None]
    for failure in failures:
        print(failure)
    print(f"capi: {len(chosen) - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
