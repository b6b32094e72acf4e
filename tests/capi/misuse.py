# SPDX-License-Identifier: MIT
"""Every function of capi/api.def, called as it must not be: with NULL and with objects of the wrong type, without a thread state, before the
initialization and after the end. It must come back; what it answers is no matter here. Makes the C program that does it.

Each call runs in a process of its own. Through a pointer of one type for all: what is no argument of a function is not looked at."""
import re
import sys

from sides import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import make_capi  # noqa: E402

# What cannot come back, or waits for somebody.
LEAVES = {"Py_Exit", "Py_FatalError", "_Py_FatalErrorFunc", "PyThread_exit_thread", "_Py_FatalErrorFormat"}
# A pointer that says how large something is, or an object whose memory is meant: a wrong one cannot be told from a right one.
TRUSTS = {"_Py_Dealloc", "PyObject_Free", "PyObject_GC_Del", "PyObject_Realloc", "PyMem_Free", "PyMem_Realloc", "PyMem_RawFree", "PyMem_RawRealloc",
          "Py_SET_REFCNT", "Py_SET_TYPE", "Py_SET_SIZE", "_Py_NewReference", "PyObject_Init", "PyObject_InitVar", "_PyObject_GC_Resize"}
# Of CPython's macros that look at nothing: here they look whether there is an object, and only a checked build (api_checks) at its type.
UNCHECKED = r"Py\w*_[A-Z_]*[A-Z]$"
OBJECTS = r"\b(PyObject|PyTypeObject|PyFrameObject|PyCodeObject|PyVarObject|PyLongObject)\s*\*"


def parameters():
    """A letter for each parameter of each function: o an object, p another pointer, n a number, * a pointer to pointers."""
    found = {}
    for header in make_capi.HEADERS.rglob("*.h"):
        text = re.sub(r"/\*.*?\*/", "", header.read_text(), flags=re.S)
        for answer, name, list_ in re.findall(r"^(?:PyAPI_FUNC|PYEMB_VARIADIC)\(((?:[^()]|\([^()]*\))*)\)\s*\(?(\w+)\)?\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)", text, re.M):
            letters = ""
            for parameter in re.split(r",(?![^()]*\))", list_):
                parameter = parameter.strip()
                if parameter in ("void", "", "..."):
                    continue
                letters += "*" if parameter.count("*") > 1 or "[]" in parameter else "o" if re.search(OBJECTS, parameter) else "p" if "*" in parameter or "(" in parameter else "n"
            found[name] = (letters, "PyStatus" in answer)
    return found


def program(checked):
    known = parameters()
    lines = ["/* Made of capi/api.def by tests/capi/misuse.py. */", '#include "misuse.h"', ""]
    lines += [f'#include "{header.relative_to(make_capi.HEADERS)}"' for header in sorted(make_capi.HEADERS.rglob("*.h")) if header.name != "Python.h"]
    lines += ["", "const struct misused misused[] = {"]
    for symbol in make_capi.symbols():
        if symbol.state != "done" or symbol.form != "" or symbol.name in LEAVES or symbol.name not in known:
            continue
        letters, by_memory = known[symbol.name]
        lines.append(f'    {{"{symbol.name}", (void (*)(void))({symbol.name}), "{letters}", {int(by_memory)}, {int(symbol.name in TRUSTS or (not checked and re.match(UNCHECKED, symbol.name) is not None))}}},')
    lines += ["    {NULL, NULL, NULL, 0, 0},", "};", ""]
    return "\n".join(lines)
