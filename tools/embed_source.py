#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write Python source files into a C++ table: embed_source.py STDLIB_DIR OUTPUT NAME=PATH...

NAME is the module's name, with a trailing `/` for a package; PATH is relative to the folder of the standard library.
"""
import sys
from pathlib import Path


def main():
    folder, output, modules = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    lines, rows = [], []
    for number, module in enumerate(modules):
        name, path = module.split("=")
        data = (folder / path).read_bytes()
        lines.append(f"constexpr unsigned char kText{number}[] = {{")
        for start in range(0, len(data), 32):
            lines.append("".join(f"{byte}," for byte in data[start:start + 32]))
        lines.append("};")
        package = "true" if name.endswith("/") else "false"
        rows.append(f'    {{"{name.rstrip("/")}", kText{number}, sizeof kText{number}, {package}}},')
    lines += ["constexpr FrozenSource kFrozenSources[] = {", *rows, "};"]
    Path(output).write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
