#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The header-only C++ API: tests compiled with and without C++ exceptions and RTTI, and the examples, whose output is known.

    tests/binding/run.py build/dev [-k FILTER]

- *_test.cpp: one program a variant. The variants are compilers and flags; all warnings are errors.
- examples/*.cpp with a file expected/NAME.out: must print exactly that, and end with status 0.
- examples/native_module.cpp again, as a shared library that the interpreter imports.

On a build with sanitizers all of them have these too, and g++ alone compiles: the sanitizers of two compilers do not go together.
"""
import argparse
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "capi")]
import harness  # noqa: E402
from sides import HALT, SUFFIX, call, is_older, sanitizers, shared_library  # noqa: E402

STRICT = ["-std=c++20", "-O1", "-g1", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]
BARE = "gcc-bare"
VARIANTS = {
    BARE: ["g++", *STRICT, "-fno-exceptions", "-fno-rtti"],
    "clang": ["clang++", *STRICT],
}
HEADERS = [*(ROOT / "include" / "pyemb").glob("*.hpp"), *(ROOT / "capi" / "include").glob("**/*.h")]


class Variant:
    def __init__(self, name, command, folder, library, watched_by):
        self.name = name
        self.command = [*command, *watched_by]
        self.watched_by = watched_by  # flags of sanitizers
        self.folder = folder / name
        self.folder.mkdir(parents=True, exist_ok=True)
        self.library = library

    def compile(self, source):
        target = self.folder / (source.name + ".o")
        if is_older(target, [source, *HERE.glob("*.h"), *HEADERS]):
            cache = ["ccache"] if shutil.which("ccache") else []
            includes = [f"-I{ROOT / 'include'}", f"-I{ROOT / 'capi' / 'include'}", f"-I{HERE}"]
            call([*cache, *self.command, *includes, "-c", source, "-o", target])
        return target

    def program(self, name, sources, pool):
        objects = list(pool.map(self.compile, sources))
        target = self.folder / name
        if is_older(target, [*objects, self.library]):
            call([self.command[0], *self.watched_by, *objects, self.library, f"-Wl,-rpath,{self.library.parent}", "-pthread", "-o", target])
        return target


def run(command, timeout, *variables):
    done = harness.run(command, timeout, env=harness.environment([HALT, *variables]))
    if harness.crashed(done):
        done.status = done.status or 1
    return done


def run_tests(variant, pool, timeout):
    """What is wrong with the tests of a variant."""
    program = variant.program("tests", sorted(HERE.glob("*.cpp")), pool)
    done = run([program], timeout)
    return None if done.status == 0 else f"FAIL tests of {variant.name}, exit status {done.status}\n{done.out}{done.err}"


def run_example(variant, pool, timeout, source, expected):
    program = variant.program(source.stem, [source], pool)
    done = run([program], timeout)
    if (done.status, done.out, done.err) == (0, expected.read_text(), ""):
        return None
    return f"FAIL {source.name} ({variant.name}), exit status {done.status}\n{done.out}{done.err}"


def run_module(variant, pool, timeout, build, *flags):
    """What is wrong with a module in a shared library."""
    interpreter = build / "pyemb"
    suffix = call([interpreter, "-c", SUFFIX]).strip()
    source = ROOT / "examples" / "native_module.cpp"
    target = variant.folder / ("modules-table" if flags else "modules") / f"text{suffix}"
    target.parent.mkdir(exist_ok=True)
    if is_older(target, [source, *HEADERS]):
        includes = [f"-I{ROOT / 'include'}", f"-I{ROOT / 'capi' / 'include'}", f"-I{build / 'capi' / 'include'}"]
        call([*variant.command, "-fPIC", "-shared", "-fvisibility=hidden", *flags, *includes, source, "-o", target])
    program = "import text; print(text.repeat('ab', times=2), list(text.Lines('x\\ny')), text.__file__.endswith('.so'))"
    done = run([interpreter, "-c", program], timeout, f"PYTHONPATH={target.parent}")
    if (done.status, done.out, done.err) == (0, "abab ['x', 'y'] True\n", ""):
        return None
    return f"FAIL the module in a shared library, exit status {done.status}\n{done.out}{done.err}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path, help="the build folder that has libpyemb.a")
    parser.add_argument("-k", dest="filter", default="", help="only the variants and examples whose name contains this")
    parser.add_argument("--timeout", type=float, default=120)
    options = parser.parse_args()
    build = options.build.resolve()
    (build / "capi-tests").mkdir(exist_ok=True)
    library = shared_library(build, build / "capi-tests")
    watched_by = sanitizers(build)
    variants = [Variant(name, command, build / "binding-tests", library, watched_by) for name, command in VARIANTS.items()
                if shutil.which(command[0]) and (name == BARE or not watched_by)]
    if watched_by:
        options.timeout *= 10
    cases = [(f"tests {v.name}", run_tests, (v,), ()) for v in variants]
    for expected in sorted((HERE / "expected").glob("*.out")):
        source = ROOT / "examples" / f"{expected.stem}.cpp"
        cases.append((f"examples {source.name}", run_example, (variants[0],), (source, expected)))
    cases.append(("module", run_module, (variants[0],), (build,)))
    cases += [(f"module of {v.name} with a table", run_module, (v,), (build, "-DPYEMB_API_TABLE", "-Wl,-z,defs")) for v in variants]
    passed = failed = 0
    with ThreadPoolExecutor(2) as pool:
        for name, function, before, after in cases:
            if options.filter not in name:
                continue
            try:
                problem = function(*before, pool, options.timeout, *after)
            except RuntimeError as error:
                problem = f"FAIL {name}\n{error}"
            if problem:
                print(problem)
            passed, failed = passed + (not problem), failed + bool(problem)
    print(f"binding: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
