# SPDX-License-Identifier: MIT
"""The two sides of the tests of the C ABI, python3.11 and this library: how C code is compiled and linked for each, and how runs are compared."""
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent))
import harness  # noqa: E402

CONFIG = "/usr/bin/python3.11-config"
ORACLE = "/usr/bin/python3.11"
FLAGS = ["-O1", "-g1", "-fPIC", "-Wall", "-Wextra", "-Wno-unused-parameter", "-Wno-missing-field-initializers", "-Wno-cast-function-type",
         "-Wno-deprecated-declarations", "-Wno-unused-function", "-fwrapv"]
HALT = "UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1"  # so that the status says it, also that of a child
REPORTED = 99  # the status of a run that ended well, but for what a sanitizer has to say
SUFFIX = "import importlib.machinery as m; print(m.EXTENSION_SUFFIXES[0])"


def call(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{shlex.join(map(str, command[:2]))} ... failed:\n{done.stdout[:2000]}{done.stderr[:4000]}")
    return done.stdout


def is_older(target, sources):
    """Whether a file has to be made anew of these."""
    return not target.exists() or target.stat().st_mtime < max(source.stat().st_mtime for source in sources)


class Side:
    """One of the two implementations."""

    def __init__(self, name, folder, interpreter, compile_flags, libraries):
        self.name = name
        self.folder = folder / name
        self.folder.mkdir(parents=True, exist_ok=True)
        self.interpreter = interpreter
        self.compile_flags = compile_flags
        self.libraries = libraries
        self.sanitizers = []  # flags of compiler and linker: what is made for the side is watched as the library is
        self.cython_flags = []
        self.headers = [header for flag in compile_flags if flag.startswith("-I") for header in Path(flag[2:]).glob("**/*.h")]
        self.suffix = call([interpreter, "-c", SUFFIX]).strip()

    def compile(self, source, *extra):
        """The object file of a source in C or C++."""
        target = self.folder / (source.name + ".o")
        if is_older(target, [source, *HERE.glob("*.h"), *self.headers]):
            cache = ["ccache"] if shutil.which("ccache") else []
            language = ["g++", "-std=gnu++20"] if source.suffix == ".cpp" else ["gcc", "-std=gnu11"]
            call([*cache, *language, *FLAGS, *extra, *self.compile_flags, *self.sanitizers, f"-I{HERE}", "-c", source, "-o", target])
        return target

    def program(self, name, objects):
        """A host made of object files."""
        target = self.folder / name
        if is_older(target, [*objects, *(Path(word) for word in self.libraries if word.endswith(".so"))]):
            call(["g++", *objects, *self.libraries, *self.sanitizers, "-o", target])
        return target

    def module(self, source, *extra, name=None):
        """An extension module of one source file, in the folder `modules`."""
        folder = self.folder / "modules"
        folder.mkdir(exist_ok=True)
        target = folder / ((name or source.stem) + self.suffix)
        object_file = self.compile(source, *extra)
        if is_older(target, [object_file]):
            call(["g++", "-shared", object_file, *self.sanitizers, "-o", target])
        return target

    def with_places(self, report):
        """A report of memory/probe.cpp, its addresses turned into functions and lines."""
        def place(found):
            file = next((path for path in (self.folder.parent / found[1], self.folder / found[1], self.folder / "modules" / found[1]) if path.exists()), None)
            if file is None:
                return ""
            function, line = call(["addr2line", "-fCse", file, found[2]]).splitlines()[:2]
            return f"\n    {function.split('(')[0]} {line}"
        return re.sub(r" (\S+)\+(0x[0-9a-f]+)", place, report)

    def run(self, command, timeout, *variables, **options):
        places = f"PYTHONPATH={self.folder / 'modules'}:{HERE / 'scripts'}"
        done = harness.run(command, timeout, env=harness.environment([places, "PYTHONHASHSEED=0", HALT, *variables]), **options)
        if done.status == 0 and harness.crashed(done):
            done.status = REPORTED
        return done


def link_flags(build):
    """What a host links besides the library, from the build's own description of a program."""
    text = call(["ninja", "-C", build, "-t", "commands", "hello"]).strip().splitlines()[-1]
    words = shlex.split(text.split("&&")[-1])
    flags = [word for word in words[words.index("-o") + 2:] if not word.endswith(".o")]
    return [str(build / word) if word.endswith(".a") and not word.startswith("/") else word for word in flags]


def sanitizers(build):
    """The flags with which a build has been made for sanitizers; none for others. GCC's flow warnings see ghosts in instrumented code."""
    found = [flag for flag in link_flags(build) if flag.startswith("-fsanitize")]
    return [*found, "-fno-omit-frame-pointer", "-Wno-maybe-uninitialized", "-Wno-array-bounds"] if found else []


def probe(build, folder):
    """The object of memory/probe.cpp, compiled as the library is."""
    source = HERE / "memory" / "probe.cpp"
    target = folder / "probe.o"
    if is_older(target, [source, build / "libpyemb.a", source.with_suffix(".h")]):
        commands = json.loads((build / "compile_commands.json").read_text())
        words = shlex.split(next(row["command"] for row in commands if row["file"].endswith("capi/obmalloc.cpp")))
        call([*words[:words.index("-MD")], "-o", target, "-c", source], cwd=build)
    return target


def shared_library(build, folder):
    """The static library as a shared one: linked once for all programs."""
    target = folder / "libpyemb-tested.so"
    archive = build / "libpyemb.a"
    probing = probe(build, folder)
    if is_older(target, [archive, probing]):
        names = folder / "exports.map"
        names.write_text("{ global: Py*; _Py*; local: *; };\n")
        # The system's static libraries are not all made for a shared one.
        others = [f"-l{Path(word).stem.removeprefix('lib')}" if word.startswith("/") and word.endswith(".a") else word
                  for word in link_flags(build) if not Path(word).name.startswith("libpyemb")]
        call(["g++", "-shared", "-Wl,--whole-archive", archive, "-Wl,--no-whole-archive", probing, *others, f"-Wl,--version-script={names}", "-o", target])
    return target


def both_sides(build):
    """(this library, python3.11)."""
    folder = build / "capi-tests"
    folder.mkdir(exist_ok=True)
    library = shared_library(build, folder)
    ours = Side("pyemb", folder, build / "pyemb", ["-DPYEMB_TESTED", f"-I{ROOT / 'capi' / 'include'}"], [str(library), f"-Wl,-rpath,{folder}"])
    ours.sanitizers = sanitizers(build)
    ours.checked = "-DPYEMB_API_CHECKS" in (build / "compile_commands.json").read_text()
    if ours.checked:
        ours.compile_flags.append("-DPYEMB_API_CHECKS")
    ours.cython_flags = ["-include", "pyemb_cython.h"]
    theirs = Side("python3.11", folder, ORACLE, shlex.split(call([CONFIG, "--includes"])), shlex.split(call([CONFIG, "--embed", "--ldflags"])))
    return ours, theirs


def difference(name, ours, theirs):
    """What differs between two runs, or None."""
    if (ours.status, ours.out, ours.err) == (theirs.status, theirs.out, theirs.err):
        return None
    lines = [f"FAIL {name}"]
    if ours.status != theirs.status:
        lines.append(f"  exit status: {ours.status}, python3.11's {theirs.status}")
    for stream in ("err", "out"):  # what went wrong comes first
        mine, other = getattr(ours, stream).splitlines(), getattr(theirs, stream).splitlines()
        for i in range(max(len(mine), len(other))):
            x = mine[i] if i < len(mine) else "(nothing)"
            y = other[i] if i < len(other) else "(nothing)"
            if x != y:
                lines += [f"  {'stdout' if stream == 'out' else 'stderr'} {i + 1}: {x}", f"    python3.11: {y}"]
    return "\n".join(lines[:40])
