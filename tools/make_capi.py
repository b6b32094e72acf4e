#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write docs/capi.md from capi/api.def, and add what is new to capi/api_table.def; with --check, say whether they are current and whether the headers agree
with the table; with --symbols FILE, write the part of tests/capi that takes the address of every symbol; with --header FILE or --source FILE, and DEPFILE, write
the header or the source of the table that modules are given (tools/api_table.py)."""
import re
import sys
from collections import namedtuple
from pathlib import Path

import api_table

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "capi/api.def"
ORDER = ROOT / "capi/api_table.def"
PAGE = ROOT / "docs/capi.md"
HEADERS = ROOT / "capi/include"

Symbol = namedtuple("Symbol", "name section group form state reason sure")

INTRO = """# The C ABI, function by function

Generated from `capi/api.def` by `tools/make_capi.py`: change the table, not this page.

What a name does, what references it takes and gives, and how it fails is what the documentation of CPython 3.11's C API says;
[architecture.md](architecture.md) tells the differences. *Stable ABI*: the set that CPython keeps binary compatible since 3.2, up to 3.11. *Wider*:
what else CPython 3.11 offers. *Own*: this library's, or of a later CPython. Variables and what stays a macro are listed apart; types, exceptions and
constants are macros here (each interpreter has its own), used like CPython's variables. Missing is what will come, absent is what will not.
"""
TITLES = [("stable", "", "Stable ABI"), ("stable", "data", "Stable ABI, data"), ("stable", "macro", "Stable ABI, macros"), ("wider", "", "Wider"),
          ("wider", "data", "Wider, data"), ("wider", "macro", "Wider, macros"), ("own", "", "Own"), ("own", "data", "Own, data"),
          ("own", "macro", "Own, macros")]


def rows():
    """Each row of the table as (section, what stands before the colon, names)."""
    section, row = "", None
    for line in [*TABLE.read_text().splitlines(), "//"]:
        if row and not line.startswith("    "):
            head, names = re.match(r"((?:\([^)]*\)|[^:(])*):(.*)", row).groups()
            yield section, head, names.split()
            row = None
        if heading := re.match(r"SECTION\((.*)\)$", line):
            section = heading[1]
        elif row:
            row += " " + line.strip()
        elif line and not line.startswith("//"):
            row = line


def symbols():
    for section, head, names in rows():
        state, group, form, reason = re.match(r"(?:(missing|absent) )?(stable|wider|own)(?: (data|macro))?(?: \((.*)\))?$", head).groups()
        for name in names:
            yield Symbol(name.rstrip("!"), section, group, form or "", state or "done", reason, name.endswith("!"))


def count(table, **wanted):
    return sum(all(getattr(symbol, key) == value for key, value in wanted.items()) for symbol in table)


def page(table):
    lines = [INTRO, "| | done | missing | absent |", "| --- | --- | --- | --- |"]
    for group, form, title in TITLES:
        if count(table, group=group, form=form):
            numbers = [count(table, group=group, form=form, state=state) for state in ("done", "missing", "absent")]
            lines.append(f"| {title}{'' if form else ', functions'} | {' | '.join(map(str, numbers))} |")
    for section in dict.fromkeys(symbol.section for symbol in table):
        here = [symbol for symbol in table if symbol.section == section]
        lines += ["", f"## {section}"]
        for group, form, title in TITLES:
            names = [symbol.name for symbol in here if (symbol.group, symbol.form, symbol.state) == (group, form, "done")]
            if names:
                lines += ["", f"**{title}**: {', '.join(f'`{name}`' for name in names)}"]
        for state in ("missing", "absent"):
            for reason in dict.fromkeys(symbol.reason for symbol in here if symbol.state == state):
                names = [symbol.name for symbol in here if symbol.state == state and symbol.reason == reason]
                lines += ["", f"**{state.capitalize()}** ({reason}): {', '.join(f'`{name}`' for name in names)}"]
    return "\n".join(lines) + "\n"


def declared():
    """The functions and variables that the headers declare, and all that they define as macros."""
    functions, macros = set(), set()
    for header in HEADERS.rglob("*.h"):
        text = header.read_text()
        functions |= set(re.findall(r"^(?:PyAPI_FUNC|PyAPI_DATA|PYEMB_VARIADIC)\((?:[^()]|\([^()]*\))*\)\s*\(?\*?(\w+)", text, re.M))
        functions |= set(re.findall(r"^static inline [\w ]*\b(Py\w+)\(", text, re.M))
        macros |= set(re.findall(r"^#\s*define (\w+)\(", text, re.M))
    return functions, macros


def complaints(table):
    """Where the headers and the table disagree."""
    functions, macros = declared()
    names = {}
    for symbol in table:
        if symbol.name in names:
            yield f"{symbol.name} stands in the table twice"
        names[symbol.name] = symbol
        if symbol.state != "done" and symbol.name in functions | macros:
            yield f"{symbol.name} is in the headers and stands as {symbol.state}"
        if symbol.state == "done" and symbol.form == "" and symbol.name not in functions:
            yield f"{symbol.name} stands as done and no header declares it"
    for name in sorted(functions - names.keys()):
        yield f"{name} is declared in a header and stands not in the table"


def link_test(table):
    lines = ["/* Made of capi/api.def by tools/make_capi.py: that every symbol is there. */", "#define PY_SSIZE_T_CLEAN", "#include <Python.h>"]
    lines += [f'#include "{header.relative_to(HEADERS)}"' for header in sorted(HEADERS.rglob("*.h")) if header.name != "Python.h"]
    lines += ["", "int every_symbol(void) {", "  const struct {", "    const char *name;", "    const void *place;", "  } symbols[] = {"]
    done = [symbol for symbol in table if symbol.state == "done"]
    for symbol in done:
        if symbol.form == "macro":
            lines += [f"#ifndef {symbol.name}", f'#error "{symbol.name} is not defined"', "#endif"]
        elif symbol.name.startswith("PyExc_"):
            lines.append(f'    {{"{symbol.name}", {symbol.name}}},')
        else:
            lines.append(f'    {{"{symbol.name}", (const void *){"&" if symbol.form == "data" else ""}({symbol.name})}},')
    lines += ["  };", "  int missing = 0;", "  for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {", "    if (symbols[i].place == NULL) {",
              '      printf("%s is null\\n", symbols[i].name);', "      missing++;", "    }", "  }", "  return missing;", "}", ""]
    return "\n".join(lines)


def table_faults(table, found):
    """Where the table of pointers is not what the symbols say: what is missing in it comes second."""
    names = api_table.order(ORDER)
    done = [symbol.name for symbol in table if symbol.state == "done" and symbol.name in found]
    faults = [f"{name} stands in {ORDER.name}, which only grows, and is no longer there" for name in names if name not in done]
    faults += [f"{name} takes any number of arguments: declare it with PYEMB_VARIADIC" for name, entry in found.items()
               if isinstance(entry, api_table.Function) and ("..." in entry.parameters) != (entry.macro == "PYEMB_VARIADIC")]
    faults += [f"{name} stands in {ORDER.name} twice" for name in set(names) if names.count(name) > 1]
    return faults, [name for name in done if name not in names]


def write_table(kind, path, depfile):
    """The header or the source of the table of pointers."""
    found, aliases = api_table.declarations(HEADERS)
    entries = [found[name] for name in api_table.order(ORDER)]
    late = sorted({str(entry.header.relative_to(HEADERS)) for entry in entries if '#include "Python.h"' in entry.header.read_text()})
    path.write_text(api_table.header(entries, aliases) if kind == "--header" else api_table.source(entries, aliases, late))
    depfile.write_text(f"{path}: {' '.join(map(str, [ORDER, api_table.__file__, __file__, *sorted(HEADERS.rglob('*.h'))]))}\n")
    return 0


def main():
    table = list(symbols())
    if sys.argv[1:2] in (["--header"], ["--source"]):
        return write_table(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    if "--symbols" in sys.argv[1:]:
        Path(sys.argv[-1]).write_text(link_test(table))
        return 0
    faults = list(complaints(table))
    strange, new = table_faults(table, api_table.declarations(HEADERS)[0])
    faults += strange
    if "--check" in sys.argv[1:]:
        faults += [f"{name} stands not in {ORDER.name}: run tools/make_capi.py" for name in new]
        if not PAGE.exists() or PAGE.read_text() != page(table):
            faults.append("docs/capi.md is not what the table says: run tools/make_capi.py")
    else:
        PAGE.write_text(page(table))
        ORDER.write_text(api_table.grown(ORDER, new))
    for fault in faults:
        print(f"capi/api.def: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
