#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Generates the Unicode tables of src/objects/unicode_data.cpp and unicode_names.cpp.

    make_unicode.py UCD_FOLDER TABLES NAMES

UCD_FOLDER holds the Unicode Character Database (Debian's `unicode-data` puts it in /usr/share/unicode). Runs at build
time; the results are never committed.
"""

import sys
from pathlib import Path

from unicode_files import Database
from unicode_names import write_jamo, write_names
from unicode_tables import Output, write_decompositions, write_history, write_infos, write_types

VERSION = "14.0"  # the Unicode version of Python 3.11


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: make_unicode.py UCD_FOLDER TABLES NAMES")
    folder, tables_path, names_path = map(Path, sys.argv[1:])
    if not (folder / "UnicodeData.txt").exists():
        sys.exit(f"make_unicode.py: no UnicodeData.txt in {folder}: install the package unicode-data")
    db = Database(folder, VERSION)

    tables = Output()
    tables.constant("std::string_view", "kVersion", f'"{VERSION}.0"')
    write_types(tables, db)
    write_infos(tables, db)
    write_decompositions(tables, db)
    write_history(tables, db)
    tables.write(tables_path)

    names = Output()
    write_names(names, db)
    write_jamo(names, db)
    names.write(names_path)
    print(f"unicode tables: {tables.size} bytes, names: {names.size} bytes")


if __name__ == "__main__":
    main()
