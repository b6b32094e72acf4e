#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Make the archive that is installed: one object file of the library and of the static libraries that it is made of.

    bundle.py OUTPUT.a --compiler 'g++ -O2' --objcopy objcopy --ar ar [--lto] LIBRARY.a... [-- STATIC.a...]

The linker joins all objects of the libraries, and of the static ones what is needed, into one (`-r`); template instantiations that several of them have
become one. Then every symbol is made local but those of the C ABI (Py*, _Py*): a program may have its own zlib, its own abseil, its own version of
anything, and none of the names of the C++ inside. With --lto the objects are those of link-time optimization: the compiler makes code of them here, so that the
archive is one for any linker and compiler.
"""
import argparse
import shlex
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

SHOWN = ["Py*", "_Py*"]


def call(command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{shlex.join(map(str, command[:2]))} ... failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def make_unique_symbols_global(path):
    """Static variables of inline functions and templates have a binding of their own (STB_GNU_UNIQUE), which objcopy leaves alone."""
    symbol_table, unique, shared = 2, 10, 1
    data = bytearray(path.read_bytes())
    if data[:6] != b"\x7fELF\2\1":
        return  # only objects of 64 bits, least byte first, are looked into
    sections, = struct.unpack_from("<Q", data, 0x28)
    size, count = struct.unpack_from("<HH", data, 0x3A)
    for i in range(count):
        at = sections + i * size
        kind, = struct.unpack_from("<I", data, at + 4)
        begin, length, row = *struct.unpack_from("<QQ", data, at + 0x18), *struct.unpack_from("<Q", data, at + 0x38)
        for info in range(begin + 4, begin + length, row) if kind == symbol_table else ():
            if data[info] >> 4 == unique:
                data[info] = shared << 4 | data[info] & 15
    path.write_bytes(data)


def main():
    own, _, static = sys.argv[1:], None, []
    if "--" in own:
        static = own[own.index("--") + 1:]
        own = own[:own.index("--")]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output", type=Path)
    parser.add_argument("libraries", type=Path, nargs="+")
    parser.add_argument("--compiler", default="g++")
    parser.add_argument("--objcopy", default="objcopy")
    parser.add_argument("--ar", default="ar")
    parser.add_argument("--lto", action="store_true")
    options = parser.parse_args(own)
    with tempfile.TemporaryDirectory(prefix="pyemb-bundle-") as folder:
        joined = Path(folder) / "pyemb.o"
        # Groups of equal sections are resolved here: the symbols that tell them become local, by which no later linker could.
        command = [*shlex.split(options.compiler), "-r", "-nostdlib", "-Wl,--force-group-allocation", "-o", joined]
        # In one part: GCC 12 stops with an internal error when it divides what is linked with -r and has a weak variable.
        command += ["-flto=auto", "-flto-partition=none", "-flinker-output=nolto-rel"] if options.lto else []
        call([*command, "-Wl,--whole-archive", *options.libraries, "-Wl,--no-whole-archive", "-Wl,--start-group", *static, "-Wl,--end-group"])
        make_unique_symbols_global(joined)
        call([options.objcopy, "--wildcard", *(f"--keep-global-symbol={name}" for name in SHOWN), joined])
        options.output.unlink(missing_ok=True)
        call([options.ar, "rcs", options.output, joined])


if __name__ == "__main__":
    main()
