#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Projects of others that use the library: installed, moved elsewhere, found by pkg-config, CMake and Meson; and as a Meson subproject.

    tests/packaging/run.py build/dev [--whole]

--whole builds the library as a subproject and runs its host, which takes minutes; without it the subproject is configured, and the host compiled.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HOST_OUT = "hello the host's own\ndivision by zero\n"
SHOWN = re.compile(r"_?Py")
# What a host may take of its users' disks, in bytes: stripped, the standard library inside it. A change that makes it larger says so here.
SIZE_OF_HOST = 13_500_000


def call(command, cwd=None, **variables):
    """The output of a command that must succeed."""
    done = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, text=True, env={**os.environ, **variables})
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command[:3]))} ... failed ({done.returncode}):\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done.stdout


def must(condition, message):
    if not condition:
        raise RuntimeError(message)


class Install:
    """An installation that was moved."""

    def __init__(self, build, folder):
        self.build, self.folder = build, folder
        call(["ninja", "-C", build, "pyemb", "packaging/libpyemb.a"])
        call(["meson", "install", "-C", build, "--no-rebuild", "--destdir", folder / "stage"])
        (prefix,) = (folder / "stage").glob("**/include/pyemb-311")
        self.prefix = folder / "moved to" / "here"
        self.prefix.parent.mkdir()
        shutil.move(prefix.parent.parent, self.prefix)
        (self.archive,) = self.prefix.glob("lib/**/libpyemb.a")
        (self.pc_folder,) = self.prefix.glob("lib/**/pkgconfig")

    def pkg_config(self, *arguments, of="pyemb"):
        # Where the files name no absolute path, a path with spaces is shown with escapes.
        words = call(["pkg-config", *arguments, of], PKG_CONFIG_PATH=str(self.pc_folder)).strip()
        return [word.replace("\\ ", " ") for word in re.split(r"(?<!\\) ", words) if word]


def check_symbols(install):
    """The archive is one that anybody can take along, and shows the C ABI only."""
    must(install.archive.read_bytes()[:8] == b"!<arch>\n", "the archive is a thin one")
    names = [line.split()[-1] for line in call(["nm", "--defined-only", "--extern-only", install.archive]).splitlines() if len(line.split()) == 3]
    strange = [name for name in names if not SHOWN.match(name)]
    must(not strange, f"{len(strange)} names besides those of the C ABI are shown: {strange[:10]}")
    must(len(names) > 1000 and "Py_InitializeFromConfig" in names, "the C ABI is not there")
    sections = call(["readelf", "-SW", install.archive])
    must(".gnu.lto_" not in sections, "the archive has objects of link-time optimization")


def check_files(install):
    """No file that is installed names the folder of the build or the prefix; the program runs from where it is."""
    for path in install.prefix.glob("lib/**/*"):
        if path.suffix in (".pc", ".cmake"):
            text = path.read_text()
            must(str(ROOT) not in text and "/usr/local" not in text, f"{path.name} names a place")
    out = call([install.prefix / "bin/pyemb", "-c", "import sys, json; print(sys.implementation.name)"])
    must(out == "pyemb\n", f"the program printed {out!r}")


def check_pkg_config(install):
    must(install.pkg_config("--modversion") == ["0.1.0"], "another version")
    target = install.folder / "pc"
    target.mkdir()
    flags, libraries = install.pkg_config("--cflags"), install.pkg_config("--libs")
    call(["g++", "-std=c++20", "-O0", *flags, HERE / "host.cpp", *libraries, "-o", target / "host"])
    call(["gcc", "-pie", "-fPIE", *flags, HERE / "host.c", *libraries, "-o", target / "host-c"])
    must(call([target / "host"]) == HOST_OUT, "the host in C++ prints something else")
    must(call([target / "host-c"]) == "pyemb 0.3\n", "the host in C prints something else")


def check_size(install):
    target = install.folder / "size"
    target.mkdir()
    call(["g++", "-s", "-std=c++20", "-O0", *install.pkg_config("--cflags"), HERE / "host.cpp", *install.pkg_config("--libs"), "-o", target / "host"])
    size = (target / "host").stat().st_size
    must(size <= SIZE_OF_HOST, f"a host takes {size:,} bytes, {SIZE_OF_HOST:,} are allowed")


def check_cmake(install):
    target = install.folder / "cmake"
    call(["cmake", "-S", HERE / "cmake", "-B", target, f"-DCMAKE_PREFIX_PATH={install.prefix}", "-DCMAKE_CXX_FLAGS=-O0"])
    call(["cmake", "--build", target])
    must(call([target / "host"]) == HOST_OUT, "the host prints something else")
    later = install.folder / "later"
    later.mkdir()
    (later / "CMakeLists.txt").write_text("cmake_minimum_required(VERSION 3.16)\nproject(later CXX)\nfind_package(pyemb 9 CONFIG REQUIRED)\n")
    refused = subprocess.run(["cmake", "-S", later, "-B", later / "build", f"-DCMAKE_PREFIX_PATH={install.prefix}"], capture_output=True, text=True)
    must(refused.returncode != 0 and "0.1.0" in refused.stderr, "a version that is not there was found")


def check_meson(install):
    target = install.folder / "meson"
    call(["meson", "setup", target, HERE / "meson", "-Doptimization=0"], PKG_CONFIG_PATH=str(install.pc_folder))
    call(["ninja", "-C", target])
    must(call([target / "host"]) == HOST_OUT, "the host prints something else")


def check_modules(install):
    """An extension module, made by pkg-config, CMake and Meson, in a host that shows no symbol."""
    target = install.folder / "modules"
    target.mkdir()
    call(["gcc", *install.pkg_config("--cflags"), HERE / "module_host.c", *install.pkg_config("--libs"), "-o", target / "host"])
    (suffix,) = install.pkg_config("--variable=suffix", of="pyemb-module")
    for project in ("cmake", "meson"):
        shutil.copy(install.folder / project / f"greeting{suffix}", target)
        must(call([target / "host", target]) == "hello module\n", f"the module of {project} says something else")
    (target / f"greeting{suffix}").unlink()
    call(["g++", "-std=c++20", "-shared", "-fPIC", "-Wl,-z,defs", *install.pkg_config("--cflags", of="pyemb-module"), HERE / "module.cpp", "-o", target / f"greeting{suffix}"])
    must(call([target / "host", target]) == "hello module\n", "the module of pkg-config says something else")


def check_subproject(install, whole):
    """The sources as a subproject of the consumer."""
    project = install.folder / "project"
    shutil.copytree(HERE / "meson", project / "meson")
    shutil.copy(HERE / "host.cpp", project)
    shutil.copy(HERE / "module.cpp", project)
    (project / "meson/subprojects").mkdir()
    (project / "meson/subprojects/pyemb").symlink_to(ROOT)
    target = install.folder / "subproject"
    call(["meson", "setup", target, project / "meson", "--force-fallback-for=pyemb", "-Dpyemb:werror=false", "-Doptimization=0", "-Ddebug=false"])
    if whole:
        call(["ninja", "-C", target, "host"])
        must(call([target / "host"]) == HOST_OUT, "the host prints something else")
    else:
        call(["ninja", "-C", target, "host.p/.._host.cpp.o"])
        planned = call(["ninja", "-C", target, "-n", "host"])
        must("libpyemb.a" in planned, "the host would not be linked with the library")
        (suffix,) = install.pkg_config("--variable=suffix", of="pyemb-module")
        call(["ninja", "-C", target, f"greeting{suffix}"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--whole", action="store_true", help="build the subproject, too")
    options = parser.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="pyemb-packaging-") as folder:
        try:
            install = Install(options.build.resolve(), Path(folder))
        except (RuntimeError, ValueError) as error:
            print(f"FAIL install\n{error}\npackaging: 0 passed, 1 failed")
            return 1
        for check in (check_symbols, check_files, check_pkg_config, check_size, check_cmake, check_meson, check_modules, lambda i: check_subproject(i, options.whole)):
            name = check.__name__.removeprefix("check_").replace("<lambda>", "subproject")
            try:
                check(install)
                passed += 1
            except RuntimeError as error:
                print(f"FAIL {name}\n{error}")
                failed += 1
    print(f"packaging: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
