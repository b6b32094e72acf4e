#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write a number that identifies the compiler and its bytecode: fingerprint.py OUTPUT DEPFILE FILE_OR_FOLDER...

It changes with every change of a source that decides what code objects look like, so that compiled code in files is never read by
a library that did not write it.
"""
import hashlib
import sys
from pathlib import Path


def main():
    output, depfile = Path(sys.argv[1]), Path(sys.argv[2])
    files = []
    for path in map(Path, sys.argv[3:]):
        files += sorted(p for p in path.iterdir() if p.suffix in (".cpp", ".h")) if path.is_dir() else [path]
    digest = hashlib.sha256(sys.byteorder.encode())
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    output.write_text(f"constexpr uint64_t kBytecodeFingerprint = 0x{digest.hexdigest()[:16]};\n")
    depfile.write_text(f"{output}: {' '.join(map(str, files))}\n")


if __name__ == "__main__":
    main()
