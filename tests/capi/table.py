# SPDX-License-Identifier: MIT
"""Extension modules that are compiled with PYEMB_API_TABLE: they link with nothing and call the C ABI through the table that they are given."""
import re
import shutil
from pathlib import Path

from sides import HERE, ROOT, Side, call, difference, is_older, link_flags

FOLDER = HERE / "table"
SCRIPT = """import sys
sys.path[:0] = {path!r}
try:
    import {module}
except ImportError as error:
    print(error.name, error)
else:
    {code}
"""
IN_PYTHON = "import ctypes, sys; ctypes.CDLL(sys.argv[2]).run_script(sys.argv[1].encode(), (ctypes.c_char_p * 1)(b'script'), 1)"
USE_UNITS = "print(units.describe(0.5), units.flags(), units.Counter().value, units.Counter.__flags__ >> 9 & 1, units.__file__ != '')\n    print(units.Counter.__hash__, units.default())"
UNITS_SAY = "0.5 of float (0, 779, 'utf-8') 0 1 True\nNone (1, 1)\n"
COMPILERS = [["gcc", "-std=c11"], ["clang", "-std=c11"], ["g++", "-std=c++20", "-xc++"], ["clang++", "-std=c++20", "-xc++"]]


class TableSide(Side):
    """This library, with modules compiled for the table."""

    def __init__(self, ours, build):
        headers = build / "capi" / "include"
        super().__init__("pyemb-table", ours.folder.parent, ours.interpreter, [*ours.compile_flags, f"-I{headers}", "-DPYEMB_API_TABLE"], ours.libraries)
        self.cython_flags = ours.cython_flags
        self.sanitizers = ours.sanitizers
        self.build = build

    def link_module(self, name, objects):
        target = self.folder / name / f"units{self.suffix}"
        target.parent.mkdir(exist_ok=True)
        if is_older(target, objects):
            call(["gcc", "-shared", "-Wl,-z,defs", *objects, *self.sanitizers, "-o", target])
        return target

    def copy(self, name, new_name):
        """A source under a name of its own, for object files that differ by flags."""
        source = self.folder / new_name
        text = (FOLDER / name).read_text()
        if not source.exists() or source.read_text() != text:
            source.write_text(text)
        return source

    def plugin(self, ours, name, *flags, objects=()):
        """A host in a shared library, which hides all that it is made of but one function."""
        object_file = ours.compile(self.copy("plugin.c", f"{name}.c"), *flags)
        target = self.folder / f"{name}.so"
        names = self.folder / "plugin.map"
        names.write_text("{ global: run_script; local: *; };\n")
        if is_older(target, [object_file, *objects, self.build / "libpyemb.a"]):
            # The system's static libraries are not all made for a shared one.
            others = [f"-l{Path(word).stem.removeprefix('lib')}" if word.endswith(".a") and str(self.build) not in word else word for word in link_flags(self.build)]
            call(["g++", "-shared", object_file, *objects, *others, f"-Wl,--version-script={names}", "-o", target])
        return target


def instructions(side, count, timeout):
    """What so many calls of calls.c take, start and end included, by valgrind's count."""
    program = f"import calls, sys\ndef loop(f, l):\n for i in range({count}): f(l)\nloop(calls.sizes, [])"
    done = side.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", side.interpreter, "-S", "-c", program], 10 * timeout)
    found = re.search(r"Collected : (\d+)", done.err)
    return int(found[1]) if found and done.status == 0 else 0


def headers_compile(side, command, number):
    """All headers, with all warnings, in the three ways that change what they declare."""
    folder = ROOT / "capi" / "include"
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.h") if path.name != "pyemb_cython.h")
    includes = "".join(f'#include "{name}"\n' for name in ["Python.h", *names])
    for way in ("", "#define PY_SSIZE_T_CLEAN\n", "#define Py_LIMITED_API 0x030b0000\n"):
        source = side.folder / f"headers{number}.c"
        source.write_text(f"{way}{includes}extern int compiled;\nint compiled = 1;\n")
        flags = [flag for flag in side.compile_flags if flag.startswith(("-I", "-D"))]
        try:
            call([*command, "-O1", "-Wall", "-Wextra", "-Wpedantic", "-Werror", *flags, "-c", source, "-o", source.with_suffix(".o")])
        except RuntimeError as error:
            return f"FAIL table: headers after {way!r}\n{error}"
    return None


def undefined_names(module):
    """The names of the C ABI that a module would have the dynamic linker find."""
    lines = call(["nm", "-D", "--undefined-only", module]).splitlines()
    return [line.split()[-1] for line in lines if re.match(r"_?[Pp]y", line.split()[-1])]


def cases(ours, theirs, build, sources, timeout):
    """(name, function) of each test. `sources`: (source, flags, name) of the modules that scripts/ import."""
    side = TableSide(ours, build)
    modules = [side.module(source, *flags, name=name) for source, flags, name in sources]
    units = [side.compile(FOLDER / name) for name in ("units.c", "units_describe.c")]
    modules.append(side.link_module("units", units))
    for name, flag in (("too_new", "-DVERSION=1000000"), ("older", "-DVERSION=900"), ("other_interface", "-DABI=2")):
        modules.append(side.link_module(name, [*units, side.compile(side.copy("other_version.c", f"{name}.c"), flag)]))

    def no_names():
        found = {module.name: undefined_names(module) for module in modules}
        return "\n".join(f"FAIL table: {module} needs {names}" for module, names in found.items() if names) or None

    def script(name, command, module, expected, code=USE_UNITS):
        path = side.folder / f"{name}.py"
        path.write_text(SCRIPT.format(path=[str(side.folder / module)], module="units", code=code))
        done = side.run([*command, path, *loads.get(name, [])], timeout)
        said = (done.status, done.out, done.err)
        return None if said[0] == 0 and re.fullmatch(expected, said[1]) and said[2] == "" else f"FAIL table {name}: {said}"

    modules.append(side.module(FOLDER / "calls.c"))
    ours.module(FOLDER / "calls.c")

    def cost():
        """A call through the table takes as many instructions as one of a symbol."""
        first, second = (instructions(one, 5000, timeout) - instructions(one, 0, timeout) for one in (ours, side))
        return None if 0 < second <= 1.02 * first else f"FAIL table: cost\n  {second} instructions, {first} without the table"

    loads = {}
    yield "table: no names", no_names
    for number, command in enumerate(COMPILERS):
        if shutil.which(command[0]):
            yield f"table: headers, {command[0]}", lambda command=command, number=number: headers_compile(side, command, number)
    single = ours.program("own_single_phase", [ours.compile(HERE / "own" / "single_phase.c")])
    yield "table: single_phase.c", lambda: difference("single_phase.c", side.run([single], timeout), ours.run([single], timeout))
    for path in sorted((HERE / "scripts").glob("test_*.py")):
        name = f"table: {path.name}"
        yield name, lambda name=name, path=path: difference(
            name, *(one.run([one.interpreter, path], timeout, cwd=HERE / "scripts") for one in (side, theirs)))
    plain = re.escape(UNITS_SAY)
    yield "table: units", lambda: script("units", [ours.interpreter], "units", plain)
    yield "table: older", lambda: script("older", [ours.interpreter], "older", re.escape(UNITS_SAY.splitlines()[0]) + "\n.*\n")
    yield "table: too new", lambda: script(
        "too new", [ours.interpreter], "too_new", r"units module units was built for version 1000000 of the table of the C API, and this library has version \d+\n")
    yield "table: other interface", lambda: script(
        "other interface", [ours.interpreter], "other_interface", r"units module units was built for the C API's binary interface 2, and this library has 1\n")
    if "-fsanitize" in (build / "compile_commands.json").read_text():
        return  # a sanitizer wants to be in the program, not in a plugin, and counts along
    if shutil.which("valgrind"):
        yield "table: cost", cost
    loader = side.program("loader", [ours.compile(FOLDER / "loader.c")])
    first, second, bare = side.plugin(ours, "plugin", "-DMODULE_INSIDE", objects=units), side.plugin(ours, "another_plugin"), side.plugin(ours, "bare_plugin", "-DNO_TABLE")
    loads |= {"plugin": [first], "two copies": [first, second], "no table": [bare], "no table of its own": [bare]}
    inside = "import units_inside; print(units_inside.describe([]))"
    yield "table: plugin", lambda: script("plugin", [loader], "units", plain + re.escape("[] of list\n"), f"{USE_UNITS}; {inside}")
    yield "table: two copies", lambda: script("two copies", [loader], "units", plain + "units module units belongs to another copy of this library in the process\n")
    none = r"units this program shows extension modules no table of the C API \(PyEmb_ShowApi\)\n"
    yield "table: no table", lambda: script("no table", [loader], "units", none)
    yield "table: no table of its own", lambda: script("no table of its own", [ours.interpreter, "-c", IN_PYTHON], "units", none)
