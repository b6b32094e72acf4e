#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Say which modules are frozen, and have them compiled: freeze.py FREEZE SCOPE STDLIB_DIR BLOB INDEX DIGEST PRIVATE_DIR FILE... -- OWN...

SCOPE: none (only what the import system is made of, and OWN), core (what CPython freezes, too), full (the whole pure library). OWN are the
modules of our own, NAME=PATH, which take the place of the library's. The FILEs, by which the compiler is known, and the sources decide the outcome: while they are the same, nothing is done. DIGEST gets a comment that
tells outcomes apart: what takes the blob in includes it, and so is made anew with the blob.
"""
import hashlib
import os
import subprocess
import sys
from pathlib import Path

# name, origin, path, kind: see freeze.cpp
IMPORT_SYSTEM = [
    ("_frozen_importlib", "importlib._bootstrap", "importlib/_bootstrap.py", "as"),
    ("_frozen_importlib_external", "importlib._bootstrap_external", "importlib/_bootstrap_external.py", "as"),
    ("importlib._bootstrap_external", "importlib._bootstrap_external", "importlib/_bootstrap_external.py", "as"),
    ("zipimport", "zipimport", "zipimport.py", "as"),
]
CORE_MODULES = ["abc", "codecs", "io", "_collections_abc", "_sitebuiltins", "genericpath", "ntpath", "posixpath", "os", "site", "stat", "runpy",
                "__hello__", "__phello__.ham.eggs", "__phello__.spam"]
CORE = [(name, name, name.replace(".", "/") + ".py", "cs") for name in CORE_MODULES] + [
    ("os.path", "posixpath", "posixpath.py", "cs"),
    ("importlib.util", "importlib.util", "importlib/util.py", "cs"),
    ("importlib.machinery", "importlib.machinery", "importlib/machinery.py", "cs"),
    ("__hello_alias__", "__hello__", "__hello__.py", "cs"),
    ("__hello_only__", "-", "__hello__.py", "cs"),
    ("__phello_alias__", "__hello__", "__hello__.py", "cps"),
    ("__phello_alias__.spam", "__hello__", "__hello__.py", "cs"),
    ("__phello__", "__phello__", "__phello__/__init__.py", "cps"),
    ("__phello__.__init__", "<__phello__", "__phello__/__init__.py", "cs"),
    ("__phello__.ham", "__phello__.ham", "__phello__/ham/__init__.py", "cps"),
    ("__phello__.ham.__init__", "<__phello__.ham", "__phello__/ham/__init__.py", "cs"),
]
# Not of use inside a library: tests, programs with windows, what the distribution adds.
SKIPPED = {"test", "tests", "idlelib", "turtledemo", "__pycache__", "site-packages", "dist-packages", "lib-dynload", "__phello__", "_bundled"}
SKIPPED_FILES = {"sitecustomize.py", "__hello__.py"}


def whole_library(folder):
    """The rows of every module of the library."""
    left_out = {"importlib._bootstrap", "importlib._bootstrap_external"}
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in SKIPPED and name.isidentifier())
        for file in sorted(files):
            if not file.endswith(".py") or file in SKIPPED_FILES:
                continue
            path = (Path(place) / file).relative_to(folder)
            parts = list(path.with_suffix("").parts)
            package = parts[-1] == "__init__"
            name = ".".join(parts[:-1] if package else parts)
            if name and name not in left_out and all(part.isidentifier() for part in parts):
                yield name, name, path.as_posix(), "p" if package else "-"


def digest_of(lines, folder, files):
    digest = hashlib.sha256("\n".join(lines).encode())
    for line in lines:
        source = folder / line.split()[2]
        status = source.stat()
        digest.update(f"{source} {status.st_size} {status.st_mtime_ns}\n".encode())
    for file in files:
        digest.update(Path(file).read_bytes())
    return digest.hexdigest()


def main():
    program, scope, folder, blob, index, told, private, *files = sys.argv[1:]
    folder = Path(folder)
    split = files.index("--")
    files, own = files[:split], [text.split("=", 1) for text in files[split + 1:]]
    rows = list(whole_library(folder)) if scope == "full" else []
    rows += (CORE if scope != "none" else []) + IMPORT_SYSTEM + [(name, "-", path, "ap" if path.endswith("__init__.py") else "a") for name, path in own]
    rows = {row[0]: row for row in rows}.values()  # the last one of a name counts
    lines = [" ".join(row) for row in rows if (folder / row[2]).exists()]  # a distribution may leave some out
    digest = digest_of(lines, folder, [__file__, *files])
    Path(private).mkdir(parents=True, exist_ok=True)
    stamp, listing = Path(private) / "frozen.stamp", Path(private) / "frozen.list"
    if stamp.exists() and stamp.read_text() == digest and Path(blob).exists() and Path(index).exists() and Path(told).exists():
        return 0
    listing.write_text("\n".join(lines) + "\n")
    status = subprocess.run([program, listing, folder, blob, index], check=False).returncode
    if status == 0:
        stamp.write_text(digest)
        Path(told).write_text(f"/* {digest} */\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
