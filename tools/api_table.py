# SPDX-License-Identifier: MIT
"""The C ABI as a table of pointers, which the library hands to extension modules (docs/architecture.md): its order, its struct, and how C code that is compiled
with PYEMB_API_TABLE calls through it. Used by tools/make_capi.py.

capi/api_table.def has the names in the table's order; it only grows at its end. The types come from the headers."""
import re
import textwrap
from collections import namedtuple

ABI = 1  # goes up when something that modules are compiled with changes: a struct, an inline function, the type or the place of an entry

# Functions that the library knows by their address: a shared library has one of each, and says where.
KNOWN_BY_ADDRESS = ["PyObject_HashNotImplemented", "_PyEval_EvalFrameDefault"]

Function = namedtuple("Function", "name macro answer parameters attributes header")
Data = namedtuple("Data", "name type header")

NESTED = r"(?:[^()]|\((?:[^()]|\([^()]*\))*\))*"
FUNCTION = re.compile(rf"^(PyAPI_FUNC|PYEMB_VARIADIC)\(({NESTED})\)\s*(\w+)\(({NESTED})\)([^;]*);", re.M)
DATA = re.compile(rf"^PyAPI_DATA\(({NESTED})\)\s*(\w+);", re.M)
FUNCTION_DATA = re.compile(rf"^extern Py_EXPORTED_SYMBOL (.*?)\(\*(\w+)\)\(({NESTED})\);", re.M)
ALIAS = re.compile(r"^#\s*define (\w+) (\w+)$", re.M)
# Words that end a type: what stands behind any other is a parameter's name.
TYPE_WORDS = {"char", "short", "int", "long", "unsigned", "signed", "float", "double", "const", "void", "PY_LONG_LONG"}


def without_comments(text):
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def declarations(folder):
    """What the headers declare, by name, and the names that are macros for other functions."""
    found, aliases = {}, {}
    for header in sorted(folder.rglob("*.h")):
        text = without_comments(header.read_text())
        for macro, answer, name, parameters, attributes in FUNCTION.findall(text):
            found.setdefault(name, Function(name, macro, answer, split(parameters), attributes.strip(), header))
        for type_, name in DATA.findall(text):
            found.setdefault(name, Data(name, type_, header))
        for answer, name, parameters in FUNCTION_DATA.findall(text):
            found.setdefault(name, Data(name, (answer.strip(), parameters), header))
        aliases.update((name, target) for name, target in ALIAS.findall(text) if name != target)
    return found, aliases


def split(parameters):
    parts = [" ".join(part.split()) for part in re.split(rf",(?![^()]*\))", parameters)]
    return [] if parts == ["void"] else parts


def typed(parameter, name):
    """A parameter of this type under another name."""
    if "(*" in parameter:
        return re.sub(r"\(\*\w*\)", f"(*{name})", parameter, count=1)
    array = re.search(r"\[\w*\]$", parameter)
    if array:
        return f"{typed(parameter[:array.start()], name)}{array[0]}"
    words = re.fullmatch(r"(.*[\s*])(\w+)", parameter)
    if words and words[2] not in TYPE_WORDS and ("*" in words[1] or set(words[1].split()) - {"const", "struct", "enum"}):
        parameter = words[1]
    return f"{parameter.rstrip()} {name}".replace("* ", "*")


def pointer(text, name):
    """`text` followed by a declarator, without a space behind a star."""
    return f"{text}{'' if text.endswith('*') else ' '}{name}"


def member(entry):
    """The table's field. Names have a prefix: many of the functions are macros, too."""
    if isinstance(entry, Function):
        parameters = ", ".join(entry.parameters) or "void"
        attributes = f" {entry.attributes}" if entry.attributes else ""
        return f"{pointer(entry.answer, f'(*fn_{entry.name})')}({parameters}){attributes};"
    if isinstance(entry.type, tuple):
        return f"{pointer(entry.type[0], f'(**at_{entry.name})')}({entry.type[1]});"
    return f"{pointer(entry.type, f'*at_{entry.name}')};"


def members(entries):
    """The table's fields. What the limited API has no types for is only room there."""
    for entry in entries:
        if is_unlimited(entry):
            yield from ["#ifdef Py_LIMITED_API", f"  void (*room_{entry.name})(void);", "#else", f"  {member(entry)}", "#endif"]
        else:
            yield f"  {member(entry)}"


def is_unlimited(entry):
    return entry.header.parent.name == "cpython"


def access(entry, aliases):
    """What makes a name an access through the table."""
    lines = plain_access(entry, aliases)
    without = []
    if entry.name in KNOWN_BY_ADDRESS:
        lines += one_address(entry)
        without = ["#else", f"#define PYEMB_PLACE_{entry.name} NULL"]
    return ["#ifndef Py_LIMITED_API", *lines, *without, "#endif"] if is_unlimited(entry) else lines


def one_address(entry):
    """A function that all translation units of a shared library have in common, under the name of the static one."""
    name, own = entry.name, f"pyemb_{entry.name.lstrip('_')}"
    parameters = [typed(parameter, f"a{i}") for i, parameter in enumerate(entry.parameters)]
    declared = f"{pointer(entry.answer, own)}({', '.join(parameters)})"
    arguments = ", ".join(f"a{i}" for i in range(len(parameters)))
    return [f'__attribute__((weak, visibility("hidden"))) {declared};', f"{declared} {{ return {name}({arguments}); }}", f"#define {name} {own}",
            f"#define PYEMB_PLACE_{name} (void (*)(void))&{own}"]


def plain_access(entry, aliases):
    name = entry.name
    if isinstance(entry, Data):
        lines = [f"#define {name} (*pyemb_api->at_{name})"]
    elif entry.macro == "PYEMB_VARIADIC":
        lines = [f"#define {name} (pyemb_api->fn_{name})"]
    else:
        parameters = ", ".join(typed(parameter, f"a{i}") for i, parameter in enumerate(entry.parameters)) or "void"
        arguments = ", ".join(f"a{i}" for i in range(len(entry.parameters)))
        give = "" if entry.answer == "void" else "return "
        lines = [f"static inline {pointer(entry.answer, f'({name})')}({parameters}) {{ {give}pyemb_api->fn_{name}({arguments}); }}"]
    if aliases.get(name) == f"_{name}_SizeT":  # with PY_SSIZE_T_CLEAN the headers declare the other one alone
        lines = [f"#ifndef {name}", *lines, "#endif"]
    elif name in aliases:
        lines = [f"#undef {name}", *lines]
    return lines


HEAD = """/* Made by tools/make_capi.py of capi/api_table.def and the headers. */
#ifndef PYEMB_API_H
#define PYEMB_API_H

/* The C ABI as a table of pointers. Python.h includes this where PYEMB_API_TABLE is defined: each function of the C ABI is then a call through the
 * module's own pointer `pyemb_api`, which the library sets before it calls PyInit_NAME(), so that no symbol of the library has to be found. Since 0.1.
 *
 * Later versions have more entries at the end. `abi` says that what there is has changed. */

#include <stdint.h>
#include "Python.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PYEMB_API_ABI @ABI@
#define PYEMB_API_VERSION @VERSION@ /* how many entries there are */

typedef struct PyEmb_Api {
  uint32_t abi;
  uint32_t version;"""
MODULE = """} PyEmb_Api;

/* What a shared library exports as `pyemb_module_api`: the table that it was compiled for, and where it wants the pointer. */
typedef struct PyEmb_ModuleApi {
  uint32_t abi;
  uint32_t version;
  const PyEmb_Api **place;
  void (*known[@KNOWN@])(void); /* where a module has what stands for @NAMES@, or NULL */
} PyEmb_ModuleApi;

#ifdef PYEMB_API_TABLE

/* Each translation unit defines this, and the record at the end; the linker takes one of each. The pointer is the shared library's own. Where this is part of a
 * program, or of a library that is no module, somebody sets it to what PyEmb_ShowApi() answers. */
__attribute__((weak, visibility("hidden"))) const PyEmb_Api *pyemb_api;

/* A call with any number of arguments cannot be passed on: those functions are macros. The others have an address that is a constant. */"""
RECORD = """
__attribute__((weak, visibility("default"))) PyEmb_ModuleApi pyemb_module_api = {PYEMB_API_ABI, PYEMB_API_VERSION, &pyemb_api, {@PLACES@}};
"""
TAIL = """
#endif /* PYEMB_API_TABLE */

#ifdef __cplusplus
}
#endif

#endif
"""


def header(entries, aliases):
    lines = [HEAD.replace("@ABI@", str(ABI)).replace("@VERSION@", str(len(entries)))]
    lines += members(entries)
    lines.append(MODULE.replace("@KNOWN@", str(len(KNOWN_BY_ADDRESS))).replace("@NAMES@", ", ".join(KNOWN_BY_ADDRESS)))
    for entry in entries:
        lines += access(entry, aliases)
    return "\n".join(lines) + RECORD.replace("@PLACES@", ", ".join(f"PYEMB_PLACE_{name}" for name in KNOWN_BY_ADDRESS)) + TAIL


def source(entries, aliases, late_headers):
    """The table itself."""
    lines = ["// Made by tools/make_capi.py of capi/api_table.def.", '#include "api_table.h"', *[f'#include "{name}"' for name in late_headers], ""]
    lines += [f"#undef {entry.name}" for entry in entries if entry.name in aliases]
    lines += ["", "const PyEmb_Api PyEmb_ApiTable = {", "    PYEMB_API_ABI, PYEMB_API_VERSION,"]
    lines += [f"    &{entry.name}," for entry in entries]
    lines += ["};", "", "const PyEmb_Api* PyEmb_ShowApi(void) { return &PyEmb_ApiTable; }", ""]
    return "\n".join(lines)


# -- the order -----------------------------------------------------------------------------------------------------------------------


def order(path):
    return [name for line in path.read_text().splitlines() if not line.startswith("//") for name in line.split()]


def grown(path, names):
    """The text of the file with these names at its end."""
    return path.read_text() + "".join(f"{line}\n" for line in textwrap.wrap(" ".join(names), 150, break_long_words=False, break_on_hyphens=False))
