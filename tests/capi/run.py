#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The C ABI: programs and modules that are compiled twice, against python3.11 and against this library, must print the same.

    tests/capi/run.py build/dev [-k FILTER]

- *.c here: every TEST(name) is a process of its own on each side. Modules (PyInit_NAME) are known to all of them. Against this library each is run once
  more, again and again, while memory/probe.cpp watches blocks and references and refuses one allocation after the other; so are the scripts.
- hosts/*.c: programs of their own. A line "run: ARGUMENTS" in the first comment is a run; without one there is one run without arguments.
- own/*.c: programs of this library alone, where it does otherwise; lines "prints: TEXT" say what they must print.
- modules/*.c, *.cpp: extension modules, one a file. scripts/test_*.py import them and run in both interpreters.
- cython/*.pyx: the same in Cython.
- checked/*.c: programs of this library alone, run where it is built with -Dapi_checks=true: lines "prints: TEXT", and "says: TEXT" for stderr.
- table.py: the modules again, compiled with PYEMB_API_TABLE, and hosts that show them no symbol.
- watched/*.c: programs of this library alone, run where it is built with sanitizers: each line "run: ARGUMENTS says: TEXT" is a run that they must
  report in these words.
- misuse.py: every function of capi/api.def, called as it must not be.

On a build with sanitizers all that is made for this library has them, too, and what they report counts as a failure. The address sanitizer also
looks for blocks of an interpreter's heap to which nothing leads when it ends (src/state/lost_blocks.h).
"""
import argparse
import re
import shlex
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import misuse
import table
from sides import HERE, ROOT, both_sides, call, difference, is_older

HELLO = ROOT / "examples" / "hello.c"  # its main() is hello_main() here
SYMBOLS = "every_symbol"  # links with every symbol of capi/api.def
PLACES = 400  # so many allocations at most are refused in each body (memory/probe.h)
PLACES_OF_SCRIPT = {"test_cython.py": 1}  # Cython 0.29 loses what a function was about to return when the finally clause behind it fails
RUNS = r"^[ /*]*run: *(.*?) *(?:\*/)?$"
HELLO_PRINTS = "answer = 42\ncaught: unsupported operand type(s) for +: 'int' and 'str'\n"


def main_program(tests, modules):
    lines = ['#include "capi_test.h"', ""]
    lines += [f"TEST({name});" for name in tests]
    lines += [f"PyMODINIT_FUNC PyInit_{name}(void);" for name in modules]
    lines += ["PyObject *kept_references[KEPT_AT_MOST];", "int kept_count;"]
    lines += [f"static void whole_{name}(void) {{\n  test_{name}();\n  release_kept();\n}}" for name in tests]
    lines += ["#ifdef PYEMB_TESTED", SCRIPT, "#endif", "int hello_main(void);", "int every_symbol(void);", '#include "memory/probe.h"', "", "int main(int argc, char **argv) {", "  (void)argc;"]
    lines += [f'  PyImport_AppendInittab("{name}", PyInit_{name});' for name in modules]
    lines += ['#ifdef PYEMB_TESTED', f'  if (strcmp(argv[1], "{HELLO.name}") == 0) return hello_main();', '#endif']
    lines += ["  setvbuf(stdout, NULL, _IOLBF, 1 << 12);", "  START();"]
    lines += ['#ifdef PYEMB_TESTED', f'  if (strcmp(argv[1], "{SYMBOLS}") == 0) return every_symbol();', '#endif']
    lines += ["#ifdef PYEMB_TESTED", "  if (argc > 2) {  /* NAME PLACES */", "    int complaints = 0;"]
    lines += [f'    if (strcmp(argv[1], "{name}") == 0) complaints = PyProbe_Body(whole_{name}, "{name}", atol(argv[2]));' for name in tests]
    lines += ["    if (argc > 3) {  /* SCRIPT PLACES MODULES */", "      script = argv[1];", '      PyList_Insert(PySys_GetObject("path"), 0, PyUnicode_FromString(argv[3]));',
              "      complaints = PyProbe_Body(whole_script, script, atol(argv[2]));", "    }"]
    lines += ["    return complaints != 0 ? 7 : Py_FinalizeEx() == 0 ? 0 : 9;", "  }", "#endif"]
    lines += [f'  if (strcmp(argv[1], "{name}") == 0) whole_{name}();' for name in tests]
    lines += ["  if (PyErr_Occurred()) PyErr_Print();", "  fflush(stdout);", "  return Py_FinalizeEx() == 0 ? 0 : 9;", "}", ""]
    return "\n".join(lines)


SCRIPT = """
/* A script of scripts/ as the body of a test. */
static const char *script;
static void whole_script(void) {
  FILE *file = fopen(script, "r");
  PyObject *globals = PyDict_New(), *none = NULL;
  if (globals != NULL) none = PyRun_FileExFlags(file, script, Py_file_input, globals, globals, 0, NULL);
  Py_XDECREF(none);
  PyErr_Clear();
  Py_XDECREF(globals);
  fclose(file);
}
"""


# -- cases: each is a name and a function that answers None or what is wrong ----------------------------------------------------------


def call_cases(ours, theirs, options):
    """The TEST(name)s, in one program a side."""
    sources = sorted(HERE.glob("*.c"))
    text = {source: source.read_text() for source in sources}
    tests = {name: source for source in sources for name in re.findall(r"^TEST\((\w+)\)", text[source], re.M)}
    modules = sorted(name for source in sources for name in re.findall(r"^PyMODINIT_FUNC\s+PyInit_(\w+)", text[source], re.M))
    program = ours.folder.parent / "main_program.c"
    wanted = main_program(tests, modules)
    if not program.exists() or program.read_text() != wanted:
        program.write_text(wanted)
    symbols = ours.folder.parent / f"{SYMBOLS}.c"
    if is_older(symbols, [ROOT / "capi" / "api.def", ROOT / "tools" / "make_capi.py"]):
        call([sys.executable, ROOT / "tools" / "make_capi.py", "--symbols", symbols])
    made = {}
    for side in (ours, theirs):
        objects = [side.compile(source) for source in [*sources, program]]
        if side is ours:
            objects += [side.compile(symbols), side.compile(HELLO, "-Dmain=hello_main")]
        made[side] = side.program("tests", objects)

    def alone(name, prints):
        """What python3.11 has not all of: the example in C, the test of all symbols."""
        done = ours.run([made[ours], name], options.timeout)
        return None if (done.status, done.out, done.err) == (0, prints, "") else f"FAIL {name}\n  exit status {done.status}\n{done.out}{done.err}"

    def memcheck(name):
        """A body under valgrind."""
        done = ours.run(["valgrind", "-q", "--error-exitcode=70", "--leak-check=no", made[ours], name], 20 * options.timeout)
        return None if done.status == 0 else f"FAIL memcheck {name}\n  exit status {done.status}\n{done.err[:3000]}"

    def at_rest(name, *command, **how):
        """What memory/probe.cpp has to say of a body."""
        done = ours.run([made[ours], *command], 10 * options.timeout, "PYEMB_PROBE=1", **how)
        return None if done.status == 0 else f"FAIL {name}\n  exit status {done.status}\n{ours.with_places(done.out)}{done.err[-3000:]}"

    for name in tests:
        yield f"memcheck {name}", lambda name=name: memcheck(name)
    for name in tests:
        yield f"memory of {name}", lambda name=name: at_rest(f"memory of {name}", name, str(options.places))
    for script in sorted((HERE / "scripts").glob("test_*.py")):
        case = f"memory of scripts/{script.name}"
        places = str(min(options.places, PLACES_OF_SCRIPT.get(script.name, options.places)))
        yield case, lambda case=case, script=script, places=places: at_rest(case, script.name, places, ours.folder / "modules", cwd=HERE / "scripts")
    for name in tests:
        yield name, lambda name=name: difference(name, *(side.run([made[side], name], options.timeout) for side in (ours, theirs)))
    yield HELLO.name, lambda: alone(HELLO.name, HELLO_PRINTS)
    yield SYMBOLS, lambda: alone(SYMBOLS, "")


def host_cases(ours, theirs, options):
    """The programs of hosts/."""
    for source in sorted([*(HERE / "hosts").glob("*.c"), *(HERE / "hosts").glob("*.cpp")]):
        runs = re.findall(RUNS, source.read_text(), re.M) or [""]
        programs = {side: side.program(f"host_{source.stem}", [side.compile(source)]) for side in (ours, theirs)}
        for arguments in runs:
            name = f"hosts/{source.name} {arguments}".strip()
            yield name, lambda name=name, programs=programs, arguments=shlex.split(arguments): difference(
                name, *(side.run([programs[side], *arguments], options.timeout, "PYTHONUNBUFFERED=1", cwd=HERE / "scripts") for side in (ours, theirs)))


def own_cases(ours, theirs, options):
    """The programs of own/; the modules that they import are those of modules/."""
    for source in sorted((HERE / "own").glob("*.c")):
        expected = re.findall(r"^[ /*]*prints: (.*?) *\*/$", source.read_text(), re.M)
        program = ours.program(f"own_{source.stem}", [ours.compile(source)])

        def case(program=program, expected=expected, name=f"own/{source.name}"):
            done = ours.run([program], options.timeout, "PYTHONUNBUFFERED=1")
            if (done.status, done.out.splitlines(), done.err) == (0, expected, ""):
                return None
            return f"FAIL {name}\n  exit status {done.status}\n{done.out}{done.err}"

        yield f"own/{source.name}", case


def misuse_cases(ours, theirs, options):
    """Every function, called as it must not be."""
    source = ours.folder.parent / "misused.c"
    text = misuse.program(ours.checked)
    if not source.exists() or source.read_text() != text:
        source.write_text(text)
    folder = HERE / "misuse"
    program = ours.program("misuse", [ours.compile(folder / "misuse.c"), ours.compile(source, f"-I{folder}", "-w")])

    def case(way):
        done = ours.run([program, way], 10 * options.timeout)
        return None if done.status == 0 else f"FAIL misuse {way}\n  exit status {done.status}\n{done.out}{done.err[-2000:]}"

    for way in ("null", "none", "number", "list", "type", "detached", "before", "after"):
        yield f"misuse {way}", lambda way=way: case(way)


def checked_cases(ours, theirs, options):
    """The programs of checked/: what a build with -Dapi_checks=true prints, and what stands among what it says on stderr."""
    for source in sorted((HERE / "checked").glob("*.c")) if ours.checked else []:
        text = source.read_text()
        prints, says = (re.findall(rf"^[ /*]*{word}: (.*?) *(?:\*/)?$", text, re.M) for word in ("prints", "says"))
        program = ours.program(f"checked_{source.stem}", [ours.compile(source)])

        def case(program=program, prints=prints, says=says, name=f"checked/{source.name}"):
            done = ours.run([program], options.timeout, "PYTHONUNBUFFERED=1")
            if (done.status, done.out.splitlines()) == (0, prints) and all(line in done.err.splitlines() for line in says):
                return None
            return f"FAIL {name}\n  exit status {done.status}\n{done.out}{done.err}"

        yield f"checked/{source.name}", case


def watched_cases(ours, theirs, options):
    """The programs of watched/: faults that the sanitizers must see."""
    for source in sorted((HERE / "watched").glob("*.c")) if ours.sanitizers else []:
        program = ours.program(f"watched_{source.stem}", [ours.compile(source, "-w")])
        for arguments, says in re.findall(r"^[ /*]*run: *(.*?) says: *(.*?) *\*/$", source.read_text(), re.M):
            name = f"watched/{source.name} {arguments}"

            def case(program=program, arguments=shlex.split(arguments), says=says, name=name):
                done = ours.run([program, *arguments], options.timeout)
                return None if done.status != 0 and says in done.err else f"FAIL {name}\n  exit status {done.status}\n{done.out}{done.err[-3000:]}"

            yield name, case


def module_sources(side):
    """(source, flags, name) of the extension modules of modules/ and cython/."""
    for source in sorted([*(HERE / "modules").glob("*.c"), *(HERE / "modules").glob("*.cpp")]):
        yield source, [], source.stem
    for source in sorted((HERE / "cython").glob("*.pyx")):
        translated = side.folder.parent / f"{source.stem}.c"
        if is_older(translated, [source]):
            call(["cython3", "-3", source, "-o", translated])
        # Unoptimized where leaks are looked for: variables of constants that nobody reads are references to them all the same.
        yield translated, ["-w", *side.cython_flags, *(["-O0"] if side.sanitizers else [])], source.stem


def module_cases(ours, theirs, options):
    """The scripts, over the extension modules."""
    for side in (ours, theirs):
        for source, flags, name in module_sources(side):
            side.module(source, *flags, name=name)
    for script in sorted((HERE / "scripts").glob("test_*.py")):
        name = f"scripts/{script.name}"
        yield name, lambda name=name, script=script: difference(
            name, *(side.run([side.interpreter, script], options.timeout, cwd=HERE / "scripts") for side in (ours, theirs)))


def table_cases(ours, theirs, options):
    """Modules that call through the table (table.py)."""
    return table.cases(ours, theirs, ours.folder.parent.parent, list(module_sources(ours)), options.timeout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path, help="the build folder that has libpyemb.a")
    parser.add_argument("-k", dest="filter", default="", help="only the tests whose name contains this")
    parser.add_argument("--timeout", type=float, default=30, help="seconds for one process; ten times that where the build has sanitizers")
    parser.add_argument("--places", type=int, default=PLACES, help="so many allocations at most are refused in each body")
    parser.add_argument("--memcheck", type=int, default=0, metavar="N", help="nothing but every Nth body under valgrind")
    options = parser.parse_args()
    chosen, failures = 0, []
    try:
        ours, theirs = both_sides(options.build.resolve())
    except RuntimeError as error:
        print(error)
        print("capi: 0 passed, 1 failed")
        return 1
    if ours.sanitizers:
        options.timeout *= 10
    with ThreadPoolExecutor(2) as pool:
        for cases in (module_cases, call_cases, misuse_cases, host_cases, own_cases, checked_cases, table_cases, watched_cases):  # the modules are made first
            try:
                found = [(name, case) for name, case in cases(ours, theirs, options)
                         if options.filter in name and name.startswith("memcheck ") == bool(options.memcheck)]
                if options.memcheck:
                    found = found[::options.memcheck]
            except RuntimeError as error:
                failures.append(str(error))
                chosen += 1
                continue
            failures += filter(None, pool.map(lambda pair: pair[1](), found))
            chosen += len(found)
    for failure in failures:
        print(failure)
    print(f"capi: {chosen - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
