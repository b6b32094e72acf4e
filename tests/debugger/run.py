#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The debugger: a client of the Debug Adapter Protocol drives scripts and hosts through what an editor does.

    tests/debugger/run.py build/dev [-k FILTER]

scenarios_*.py hold one function a scenario, whose name begins with `test_`; each gets Tools.
"""
import argparse
import importlib
import shutil
import signal
import sys
import tempfile
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "capi")]
from client import Debuggee, Failure  # noqa: E402
from sides import call, is_older, shared_library  # noqa: E402

FLAGS = ["-std=c++20", "-O1", "-g1", "-Wall", "-Wextra", "-Werror", "-fno-exceptions", "-fno-rtti"]
HEADERS = [*(ROOT / "include/pyemb").glob("*.hpp"), *(ROOT / "capi/include").glob("**/*.h")]


class Tools:
    """What a scenario works with."""

    def __init__(self, build, folder):
        self.build, self.folder = build, folder
        self.interpreter = build / "pyemb"
        self._started = []

    def debug(self, text, **options):
        """A script under the debugger."""
        self._started.append(Debuggee(self.interpreter, self.folder, text, **options))
        return self._started[-1]

    def program(self, source):
        """A host in C++, compiled."""
        folder = self.build / "debugger-tests"
        folder.mkdir(exist_ok=True)
        return folder / source.stem

    def started(self, process):
        self._started.append(process)
        return process

    def end(self):
        for debuggee in self._started:
            debuggee.kill()

    def errors(self):
        """What the programs have written to standard error, as far as it has been read."""
        return "".join(f"  | {line}\n" for debuggee in self._started for line in debuggee.errors()[-12:])


def compile_hosts(build):
    folder = build / "debugger-tests"
    folder.mkdir(exist_ok=True)
    library = shared_library(build, folder)
    for source in (ROOT / "examples/debugger.cpp", *sorted(HERE.glob("*.cpp"))):
        target, made = folder / source.stem, folder / (source.name + ".o")
        if is_older(made, [source, *HEADERS]):
            cache = ["ccache"] if shutil.which("ccache") else []
            call([*cache, "g++", *FLAGS, f"-I{ROOT / 'include'}", f"-I{ROOT / 'capi/include'}", "-c", source, "-o", made])
        if is_older(target, [made, library]):
            call(["g++", made, library, f"-Wl,-rpath,{library.parent}", "-pthread", "-o", target])


def run_one(build, name, function):
    """What is wrong, or None."""
    with tempfile.TemporaryDirectory(prefix="pyemb-debugger-") as folder:
        tools = Tools(build, Path(folder).resolve())
        try:
            function(tools)
        except (Failure, AssertionError, OSError, LookupError) as error:
            place = traceback.extract_tb(error.__traceback__)
            lines = "".join(f"  {entry.filename.rpartition('/')[2]}:{entry.lineno}: {entry.line}\n" for entry in place[1:])
            tools.end()
            return f"FAIL {name}: {type(error).__name__}: {error}\n{lines}{tools.errors()}"
        finally:
            tools.end()
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path, help="the build folder")
    parser.add_argument("-k", dest="filter", default="", help="only the scenarios whose name contains this")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background would hand down that it is ignored
    build = options.build.resolve()
    compile_hosts(build)
    cases = []
    for file in sorted(HERE.glob("scenarios_*.py")):
        module = importlib.import_module(file.stem)
        cases += [(f"{file.stem[10:]}: {name[5:]}", function) for name, function in vars(module).items() if name.startswith("test_")]
    cases = [case for case in cases if options.filter in case[0]]
    with ThreadPoolExecutor(options.jobs) as pool:
        problems = [problem for problem in pool.map(lambda case: run_one(build, *case), cases) if problem]
    for problem in problems:
        print(problem)
    print(f"debugger: {len(cases) - len(problems)} passed, {len(problems)} failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
