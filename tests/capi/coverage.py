#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Which functions of the stable ABI the tests of the C ABI call, and which of them they see fail.

    tests/capi/coverage.py build/dev [--list]

The objects that run.py has compiled against this library are linked once more, every call of the C ABI leading through cover/counter.c. A function counts
when a test has called it, and when it has failed once: NULL, -1, or a new exception. Those marked with ! in capi/api.def cannot fail. What is not covered
must be what uncovered.txt says; --update writes that down anew.
"""
import argparse
import platform
import re
import shlex
import subprocess
import sys
from pathlib import Path

import run
from sides import HERE, ROOT, both_sides, call, harness

sys.path.insert(0, str(ROOT / "tools"))
import make_capi  # noqa: E402

KNOWN = HERE / "uncovered.txt"


def kinds():
    """What each function answers, by its declaration."""
    found = {}
    for header in make_capi.HEADERS.rglob("*.h"):
        for answer, name in re.findall(r"^(?:PyAPI_FUNC|PYEMB_VARIADIC)\(((?:[^()]|\([^()]*\))*)\)\s*(\w+)", header.read_text(), re.M):
            number = re.search(r"\b(int|long|Py_ssize_t|Py_hash_t)\b", answer) and "unsigned" not in answer
            found[name] = "p" if answer.rstrip().endswith("*") else "i" if number else "v"
    return found


def write_trampolines(names, folder):
    answers = kinds()
    lines = ["const char *const cover_names[] = {", *(f'  "{name}",' for name in names), "};",
             f'const char cover_kinds[] = "{"".join(answers.get(name, "v") for name in names)}";',
             f"unsigned char cover_seen[{len(names)}];", f"const int cover_count = {len(names)};", '__asm__(".text\\n"']
    for i, name in enumerate(names):
        lines.append(f'        ".globl cover_{name}\\n.hidden cover_{name}\\ncover_{name}:\\n  movq {name}@GOTPCREL(%rip), %r10\\n  movl ${i}, %r11d\\n  jmp cover_call\\n"')
    lines.append("        );")
    (folder / "trampolines.c").write_text("\n".join(lines) + "\n")
    (folder / "renamed").write_text("".join(f"{name} cover_{name}\n" for name in names))


class Linker:
    """Makes programs and modules of the objects again, counted."""

    def __init__(self, side, names):
        self.side = side
        self.folder = side.folder.parent / "coverage"
        (self.folder / "modules").mkdir(parents=True, exist_ok=True)
        write_trampolines(names, self.folder)
        self.counter = []
        for source in (HERE / "cover" / "counter.c", self.folder / "trampolines.c"):
            self.counter.append(self.folder / (source.stem + ".o"))
            call(["gcc", "-O1", "-fPIC", "-w", *side.compile_flags, "-fvisibility=hidden", "-c", source, "-o", self.counter[-1]])

    def renamed(self, source):
        target = self.folder / source.name
        call(["objcopy", f"--redefine-syms={self.folder / 'renamed'}", source, target])
        return target

    def program(self, name, objects):
        target = self.folder / name
        call(["g++", *map(self.renamed, objects), *self.counter, *self.side.libraries, "-o", target])
        return target

    def module(self, source, name):
        call(["g++", "-shared", self.renamed(source), *self.counter, "-o", self.folder / "modules" / (name + self.side.suffix)])


def run_all(ours, linker, report):
    places = f"PYTHONPATH={linker.folder / 'modules'}:{HERE / 'scripts'}"
    environment = harness.environment([places, f"PYEMB_COVERAGE={report}", "PYTHONHASHSEED=0"])
    sources = sorted(HERE.glob("*.c"))
    names = [name for source in sources for name in re.findall(r"^TEST\((\w+)\)", source.read_text(), re.M)]
    objects = [ours.folder / (source.name + ".o") for source in sources] + [ours.folder / "main_program.c.o", ours.folder / "hello.c.o"]
    stub = linker.folder / "stub.c"
    stub.write_text("int every_symbol(void) { return 0; }\n")
    call(["gcc", "-c", stub, "-o", linker.folder / "stub.o"])
    program = linker.program("tests", [*objects, linker.folder / "stub.o"])
    commands = [[program, name] for name in names]
    for source in sorted([*(HERE / "hosts").glob("*.c"), *(HERE / "hosts").glob("*.cpp")]):
        host = linker.program(f"host_{source.stem}", [ours.folder / (source.name + ".o")])
        runs = re.findall(run.RUNS, source.read_text(), re.M) or [""]
        commands += [[host, *shlex.split(arguments)] for arguments in runs]
    for source in sorted([*(HERE / "modules").glob("*.c"), *(HERE / "modules").glob("*.cpp")]):
        linker.module(ours.folder / (source.name + ".o"), source.stem)
    for source in sorted((HERE / "cython").glob("*.pyx")):
        linker.module(ours.folder / f"{source.stem}.c.o", source.stem)
    commands += [[ours.interpreter, script] for script in sorted((HERE / "scripts").glob("test_*.py"))]
    for command in commands:
        harness.run(command, 60, env=environment, cwd=HERE / "scripts")


def read_report(report):
    seen = {}
    for line in report.read_text().splitlines():
        name, bits = line.split()
        seen[name] = seen.get(name, 0) | int(bits)
    return seen


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--update", action="store_true", help="write down what is not covered")
    options = parser.parse_args()
    if platform.machine() != "x86_64":
        print("capi coverage: cover/counter.c is for x86-64")
        return 0
    linked = kinds()  # what is an inline function of the headers cannot be counted
    table = [symbol for symbol in make_capi.symbols() if symbol.state == "done" and symbol.group != "own" and symbol.name in linked]
    ours, _ = both_sides(options.build.resolve())
    linker = Linker(ours, [symbol.name for symbol in table])
    report = linker.folder / "report"
    report.unlink(missing_ok=True)
    run_all(ours, linker, report)
    seen = read_report(report)
    stable = [symbol for symbol in table if symbol.group == "stable"]
    uncalled = [symbol.name for symbol in stable if symbol.name not in seen]
    never_failed = [symbol.name for symbol in stable if seen.get(symbol.name) == 1 and not symbol.sure]
    both = len(stable) - len(uncalled) - len(never_failed)
    wanted = "".join(f"uncalled {name}\n" for name in uncalled) + "".join(f"never-fails {name}\n" for name in never_failed)
    print(f"stable ABI: {len(stable)} functions, {len(stable) - len(uncalled)} called, {both} with their failure (or without one)")
    wider = [symbol for symbol in table if symbol.group == "wider"]
    print(f"wider API: {len(wider)} functions, {sum(symbol.name in seen for symbol in wider)} called")
    if options.update:
        KNOWN.write_text(wanted)
        return 0
    known = KNOWN.read_text() if KNOWN.exists() else ""
    new = sorted(set(wanted.splitlines()) - set(known.splitlines()))
    for line in new:
        print(f"not covered, and not in {KNOWN.name}: {line}")
    print(f"capi coverage: {both} passed, {len(new)} failed")
    return 1 if new else 0


if __name__ == "__main__":
    sys.exit(main())
