#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Check what the compilers cannot: the order of the layers, sizes, licences, forbidden constructs, lists of sources.

Each check is a function that yields complaints about one file; RULES names them all.
"""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LAYERS = ["config", "state", "objects", "frontend", "vm", "modules", "lifecycle"]
CODE = {".cpp", ".h", ".hpp", ".c", ".def"}
LIMITS = {".h": 500, ".hpp": 500, ".cpp": 1000, ".c": 1000}
EXCEPTIONS = {"src/vm/eval.cpp": 2000}
FUNCTION_LIMIT = 70
# A visit of the tree is one switch with a case for each node class: cutting it up would hide that none is missing.
FUNCTION_LIMITS = {"src/frontend/symtable_expr.cpp": 100, "src/frontend/symtable_walk.cpp": 100,
                   "src/frontend/unparse.cpp": 100,
                   "src/modules/sre/matcher.cpp": 90}  # the matcher's loop: a case for each operation
LONG_FUNCTIONS = {"src/vm/eval.cpp"}  # the loop is one function

# What hosts write, and the headers that serve them: the rules for the library's own code do not bind them.
HOSTS = ("include/pyemb/", "examples/", "tests/binding/")

# pattern, what to say, where it does not apply
FORBIDDEN = [
    (r"\b(TODO|FIXME|XXX|HACK)\b", "a promise; open an issue", ()),
    (r"#include <(iostream|fstream|sstream|functional|typeinfo)>", "a forbidden header", HOSTS),
    (r"\bstd::(function|shared_ptr|cout|cerr)\b", "a forbidden class", HOSTS),
    (r"\b(dynamic_cast|typeid)\b", "RTTI", ()),
    (r"^\s*(virtual)\b", "a virtual function", HOSTS),
    (r"\bgoto\s+(fail|error|done|out)\b", "a cleanup label", ("capi/",)),
    (r"^\s*#\s*if 0\b", "disabled code", ()),
    (r"(?<![\w.>:])(std::)?(malloc|calloc|realloc|free)\s*\(", "allocation outside the memory domains", ("src/state/", "cli/huge_page.cpp", "capi/", "include/", "examples/", "tests/")),
    (r"\b(abort|exit|_exit|_Exit|quick_exit)\s*\(\s*[\w]*\s*\)\s*;", "ends the host's process", ("src/modules/posix/process.cpp", "src/modules/_posixsubprocess.cpp", "src/modules/faulthandler/", "cli/", "examples/", "tests/",
      "capi/include/")),
    (r"\t", "a tab", ()),
]
# Paths of one machine: somebody's home, scratch folders, this checkout and what stands beside it.
OWN = [f"{folder}/" for folder in (Path.home(), ROOT, ROOT.parent) if len(folder.parts) > 1]
PLACES = re.compile("|".join([r"(?<![\w.])/(?:root|home)/\w", r"(?<![\w.])/tmp/(?!pyemb-|elsewhere)\w", *map(re.escape, OWN)]))


def layer_of(path):
    """The place of a file in the order of layers; None for what may include anything below."""
    parts = path.split("/")
    if parts[0] == "src" and parts[1] in LAYERS:
        return LAYERS.index(parts[1])
    return {"capi": len(LAYERS), "include": len(LAYERS) + 1}.get(parts[0])


def check_layers(path, lines):
    own = layer_of(path)
    if own is None:
        return
    for number, line in enumerate(lines, 1):
        match = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
        if match is None:
            continue
        folder = match[1].split("/")[0]
        if path.startswith("include/"):
            if folder in LAYERS:
                yield f"{path}:{number}: a public header includes src/"
        elif folder in LAYERS and LAYERS.index(folder) > own:
            yield f"{path}:{number}: {LAYERS[own]} includes {folder}, which stands above it"
        elif path.startswith("src/") and folder not in LAYERS and "/" in match[1]:
            yield f"{path}:{number}: includes are relative to src/"


def check_size(path, lines):
    limit = EXCEPTIONS.get(path, LIMITS.get(Path(path).suffix))
    if limit and len(lines) > limit:
        yield f"{path}: {len(lines)} lines, the limit is {limit}: split it by subject"


def check_functions(path, lines):
    """A function starts in a line at the left margin that ends in `{` and ends at the next `}` there."""
    if Path(path).suffix not in LIMITS or path in LONG_FUNCTIONS or path.startswith("tests/"):
        return
    start = None
    for number, line in enumerate(lines, 1):
        if start is None and re.match(r"[A-Za-z\[].*\)( const)?( noexcept)?( ->.*)? \{$", line):
            start = number
        elif line.startswith("}") and start is not None:
            if number - start + 1 > FUNCTION_LIMITS.get(str(path), FUNCTION_LIMIT):
                yield f"{path}:{start}: a function of {number - start + 1} lines, the limit is {FUNCTION_LIMITS.get(str(path), FUNCTION_LIMIT)}"
            start = None


def check_licence(path, lines):
    if Path(path).suffix in CODE | {".py", ".build", ".sh"} or Path(path).name in ("dev", "meson_options.txt"):
        if path.startswith(("tests/py/", "tests/errors/", "tests/golden/", "benchmarks/py/")) and not path.endswith("/run.py"):
            return  # a test script is its behaviour and nothing else
        if "SPDX-License-Identifier: MIT" not in "".join(lines[:2]):
            yield f"{path}: the first line is the SPDX line"


def check_header_guard(path, lines):
    if path.endswith((".h", ".hpp")) and path.startswith(("src/", "include/pyemb/")) and "#pragma once" not in lines[:3]:
        yield f"{path}: #pragma once comes second"


def check_forbidden(path, lines):
    if Path(path).suffix not in CODE:
        return
    for number, line in enumerate(lines, 1):
        code = line if "TODO" in line or "FIXME" in line else line.split("//")[0]
        for pattern, reason, exempt in FORBIDDEN:
            if not path.startswith(exempt or ("\0",)) and re.search(pattern, code):
                yield f"{path}:{number}: {reason}: {line.strip()}"


def check_places(path, lines):
    if path == "tests/lint/run.py":
        return
    for number, line in enumerate(lines, 1):
        if PLACES.search(line):
            yield f"{path}:{number}: a path of one machine: {line.strip()}"


def check_listed(path, lines):
    if not path.endswith(".cpp") or not path.startswith(("src/", "capi/", "tests/unit/")):
        return
    folder = (ROOT / path).parent
    name = Path(path).name
    while folder != ROOT:
        build = folder / "meson.build"
        if build.exists():
            relative = (ROOT / path).relative_to(folder).as_posix()
            if f"'{relative}'" not in build.read_text():
                yield f"{path}: not listed in {build.relative_to(ROOT)}"
            return
        folder = folder.parent
    yield f"{path}: no meson.build lists {name}"


RULES = [check_layers, check_size, check_functions, check_licence, check_header_guard, check_forbidden, check_places,
         check_listed]


def main():
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    passed = failed = 0
    for name in filter(None, names):
        file = ROOT / name
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
        complaints = [complaint for rule in RULES for complaint in rule(name, lines)]
        for complaint in complaints:
            print(complaint)
        passed, failed = passed + (not complaints), failed + bool(complaints)
    for generator in ("tools/make_configuration.py", "tools/make_capi.py"):
        current = subprocess.run([sys.executable, generator, "--check"], cwd=ROOT, check=False).returncode == 0
        passed, failed = passed + current, failed + (not current)
    print(f"lint: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
