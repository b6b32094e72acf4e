#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write docs/configuration.md from src/config/options.def; with --check, say whether it is current."""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "src/config/options.def"
PAGE = ROOT / "docs/configuration.md"
SCALARS = {"NUMBER": "number", "TEXT": "text", "TEXTS": "list of texts"}

INTRO = """# Configuration

Generated from `src/config/options.def` by `tools/make_configuration.py`: change the table, not this page.

An interpreter is started with a configuration: a plain struct (`src/config/config.h`) with one field for each row below, under the names of
CPython's `PyPreConfig`, `PyConfig` and PEP 741. A C host sets them by name (`PyInitConfig_SetInt`, `_SetStr`, `_SetStrList`), a program through
flags, `-X` options and environment variables. The two columns of defaults are those of the Python configuration, which a command line starts
from, and of the isolated one, which hosts start from: nothing of the user's environment reaches that.

`-1` and *open*: start-up decides. An environment variable counts when it is set and not empty; those marked *level* give at least the number that
they are, those marked *off* switch off. What the command line says wins over the environment.

A command line: options, then `-c TEXT`, `-m NAME`, a file, or `-`, then the arguments of the program. A faulty one exits with status 2.
"""


def split(fields):
    """The comma-separated fields of a row; quoted ones without their quotes."""
    return [quoted if quoted or not word else word.strip() for word, quoted in
            ((match[1], match[2]) for match in re.finditer(r'\s*(?:([^",][^,]*)|"([^"]*)")\s*(?:,|$)', fields))]


def rows():
    for line in TABLE.read_text().splitlines():
        heading = re.match(r"// -- (.*?) -+$", line)
        row = re.match(r"([A-Z]+)\s*\((.*)\)$", line)
        if heading:
            yield None, heading[1]
        elif row:
            yield row[1], split(row[2])


def sources(environment, flag, x):
    """The ways in which a program can set a field."""
    ways = []
    if flag:
        name = flag.lstrip("!")
        ways.append("`-" + name.replace(":", " ").replace("|", "\\|") + "`")
    if x:
        ways.append("`-X " + x.lstrip("!").replace("|", "\\|") + "`")
    if environment:
        notes = [note for mark, note in (("!", "off"), ("#", "level")) if mark in environment]
        ways.append("`" + environment.lstrip("!#=") + "`" + (f" ({', '.join(notes)})" if notes else ""))
    return ", ".join(ways)


def page():
    lines = [INTRO]
    switches, variables = [], []
    for kind, fields in rows():
        if kind is None:
            if fields != "without a field":
                title = fields[0].upper() + fields[1:]
                lines += ["", f"## {title}", "", "| field | type | Python | isolated | set by | what it does |", "| --- | --- | --- | --- | --- | --- |"]
        elif kind == "NUMBER":
            name, _, python, isolated, environment, flag, x, access, doc = fields
            lines.append(f"| `{name}` | number | {python} | {isolated} | {sources(environment, flag, x)} | {doc}{settable(access)} |")
        elif kind in SCALARS:
            name, _, environment, flag, x, access, doc = fields
            lines.append(f"| `{name}` | {SCALARS[kind]} | *open* | *open* | {sources(environment, flag, x)} | {doc}{settable(access)} |")
        elif kind == "SWITCH":
            switches.append(f"| `-{fields[0]}` | {fields[1]} |")
        elif kind == "VARIABLE":
            variables.append(f"| `{fields[0]}` | {fields[1]} |")
    lines += ["", "## Without a field", "", "| flag or variable | what it does |", "| --- | --- |", *switches, *variables, "",
              "Fields marked * can be changed while the interpreter runs.", ""]
    return "\n".join(lines)


def settable(access):
    return " *" if access == "kSettable" else ""


def main():
    text = page()
    if "--check" in sys.argv[1:]:
        if not PAGE.exists() or PAGE.read_text() != text:
            print("docs/configuration.md is not what src/config/options.def says: run tools/make_configuration.py")
            return 1
        return 0
    PAGE.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
