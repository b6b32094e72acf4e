# SPDX-License-Identifier: MIT
"""Disassembler of pyemb's register bytecode.

The interface is that of CPython's module; the instructions are those of this interpreter. An instruction has up to three operands:
registers (shown by the name of their variable, or t0, t1, ... for temporaries), constants, names, numbers, a jump.
Offsets are those of `f_lasti` and `co_lines()`.
"""
import collections
import io
import sys
import types

import _dis

__all__ = ["code_info", "dis", "disassemble", "distb", "disco", "findlinestarts", "findlabels", "show_code",
           "get_instructions", "Instruction", "Bytecode", "cmp_op", "hasconst", "hasname", "hasjrel", "hasjabs",
           "haslocal", "hascompare", "hasfree", "opname", "opmap", "HAVE_ARGUMENT", "EXTENDED_ARG", "stack_effect"]

cmp_op = ("<", "<=", "==", "!=", ">", ">=")
opname = _dis.opnames()
opmap = {name: number for number, name in enumerate(opname)}
HAVE_ARGUMENT = 0
EXTENDED_ARG = -1
hasconst = [number for name, number in opmap.items() if name.endswith(("_CONST", "_K"))]
hasname = [number for name, number in opmap.items()
           if name.endswith(("_NAME", "_GLOBAL", "_ATTR", "_METHOD")) or name == "IMPORT_FROM"]
hasjrel = [number for name, number in opmap.items() if name.startswith("JUMP") or name in ("FOR_ITER", "SEND")]
hasjabs = []
haslocal = []
hascompare = [opmap[name] for name in ("LT", "LE", "EQ", "NE", "GT", "GE")]
hasfree = [number for name, number in opmap.items() if name.endswith("_DEREF")]

COMPILER_FLAG_NAMES = {
    1: "OPTIMIZED", 2: "NEWLOCALS", 4: "VARARGS", 8: "VARKEYWORDS", 16: "NESTED", 32: "GENERATOR", 64: "NOFREE",
    128: "COROUTINE", 256: "ITERABLE_COROUTINE", 512: "ASYNC_GENERATOR",
}

_have_code = (types.MethodType, types.FunctionType, types.CodeType, classmethod, staticmethod, type)

Positions = collections.namedtuple("Positions", "lineno end_lineno col_offset end_col_offset", defaults=[None] * 4)

_Instruction = collections.namedtuple("_Instruction",
                                      "opname opcode arg argval argrepr offset starts_line is_jump_target positions",
                                      defaults=[None])
_Instruction.opname.__doc__ = "Name of the operation"
_Instruction.opcode.__doc__ = "Number of the operation"
_Instruction.arg.__doc__ = "The three operands as one number, 16 bits each"
_Instruction.argval.__doc__ = "The constant, name or jump target that the instruction is about, else its operands as text"
_Instruction.argrepr.__doc__ = "The operands as text"
_Instruction.offset.__doc__ = "Offset of the instruction"
_Instruction.starts_line.__doc__ = "Line that starts here, or None"
_Instruction.is_jump_target.__doc__ = "Whether another instruction jumps here"
_Instruction.positions.__doc__ = "Range of the source that the instruction stands for"


class Instruction(_Instruction):
    """One instruction."""

    def _disassemble(self, lineno_width=3, mark_as_current=False, offset_width=4):
        line = f"{self.starts_line:{lineno_width}d}" if self.starts_line is not None else " " * lineno_width
        fields = [line, "-->" if mark_as_current else "   ", ">>" if self.is_jump_target else "  ",
                  f"{self.offset:{offset_width}d}", f"{self.opname:<22}", self.argrepr]
        return " ".join(fields).rstrip()


def _code_of(x):
    """The code object of a function, method, generator, coroutine, code object or source text."""
    x = getattr(x, "__func__", x)
    for name in ("__code__", "gi_code", "ag_code", "cr_code"):
        code = getattr(x, name, None)
        if code is not None:
            return code
    if isinstance(x, str):
        return _compile(x, "<disassembly>")
    if hasattr(x, "co_code"):
        return x
    raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def _compile(source, name):
    try:
        return compile(source, name, "eval")
    except SyntaxError:
        return compile(source, name, "exec")


def findlinestarts(code):
    """Yields (offset, line) for each place where a line starts."""
    last = None
    for start, _, line in code.co_lines():
        if line is not None and line != last:
            last = line
            yield start, line


def findlabels(code):
    """The offsets that are jumped to."""
    targets = {row[4] for row in _dis.instructions(code) if row[6]}
    targets.update(row[2] for row in _dis.handlers(code))
    return sorted(targets)


def _find_imports(code):
    """Yields (name, level, names after `from` or None) for each import statement."""
    constants = {}
    for _, _, name, arg, value, _, _ in _dis.instructions(code):
        target = arg & 0xffff
        if name == "LOAD_CONST":
            constants[target] = value
        elif name == "IMPORT_NAME":
            first = arg >> 32
            yield value, constants.get(first), constants.get(first + 1)


def _find_store_names(code):
    """Yields the name of each variable that a module or class body sets."""
    known = set()
    for _, _, name, _, value, _, _ in _dis.instructions(code):
        if name in ("STORE_NAME", "STORE_GLOBAL") and value not in known:
            known.add(value)
            yield value


def get_instructions(x, *, first_line=None, show_caches=False, adaptive=False):
    """Yields the Instructions of a function, method, code object or text. `first_line` replaces the number of its first line."""
    code = _code_of(x)
    shift = first_line - code.co_firstlineno if first_line is not None else 0
    return _instructions(code, shift)


def _instructions(code, shift=0):
    starts = dict(findlinestarts(code))
    labels = set(findlabels(code))
    positions = [Positions(*position) for position in code.co_positions()]
    for offset, opcode, name, arg, value, text, _ in _dis.instructions(code):
        line = starts.get(offset)
        yield Instruction(name, opcode, arg, value, text, offset, line + shift if line is not None else None,
                          offset in labels, positions[offset // 2])


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False):
    """Disassembles a class, method, function, generator, code object or source text; without one, the last traceback.

    Code within code is shown as well, up to `depth` levels."""
    if x is None:
        distb(file=file)
        return
    x = getattr(x, "__func__", x)
    for name in ("__code__", "gi_code", "ag_code", "cr_code"):
        if hasattr(x, name):
            x = getattr(x, name)
            break
    if hasattr(x, "__dict__") and not hasattr(x, "co_code"):
        for name, member in sorted(x.__dict__.items()):
            if isinstance(member, _have_code):
                print(f"Disassembly of {name}:", file=file)
                try:
                    dis(member, file=file, depth=depth)
                except TypeError as problem:
                    print("Sorry:", problem, file=file)
                print(file=file)
    elif hasattr(x, "co_code"):
        _disassemble_recursive(x, file, depth)
    elif isinstance(x, str):
        _disassemble_recursive(_compile(x, "<dis>"), file, depth)
    else:
        raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def _disassemble_recursive(code, file, depth):
    disassemble(code, file=file)
    if depth is not None and depth <= 0:
        return
    for constant in code.co_consts:
        if hasattr(constant, "co_code"):
            print(file=file)
            print(f"Disassembly of {constant!r}:", file=file)
            _disassemble_recursive(constant, file, None if depth is None else depth - 1)


def disassemble(code, lasti=-1, *, file=None, show_caches=False, adaptive=False):
    """Disassembles one code object; the instruction at `lasti` is marked."""
    _print(_instructions(code), code, lasti, file)


def _print(instructions, code, lasti, file, line_offset=0):
    lines = [line for _, _, line in code.co_lines() if line is not None]
    width = max(3, len(str(max(lines, default=0) + line_offset)))
    for instruction in instructions:
        if instruction.starts_line is not None and instruction.offset > 0:
            print(file=file)
        print(instruction._disassemble(width, instruction.offset == lasti), file=file)
    rows = _dis.handlers(code)
    if rows:
        print("ExceptionTable:", file=file)
    for start, end, target, depth in rows:
        print(f"  {start} to {end - 2} -> {target} [{depth}]", file=file)


disco = disassemble


def distb(tb=None, *, file=None, show_caches=False, adaptive=False):
    """Disassembles where a traceback, by default the last one, ends."""
    if tb is None:
        try:
            tb = sys.last_traceback
        except AttributeError:
            raise RuntimeError("no last traceback to disassemble") from None
        while tb.tb_next:
            tb = tb.tb_next
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file)


def pretty_flags(flags):
    """The names of code flags."""
    names = [name for bit, name in COMPILER_FLAG_NAMES.items() if flags & bit]
    rest = flags & ~sum(COMPILER_FLAG_NAMES)
    if rest or not names:
        names.append(hex(rest))
    return ", ".join(names)


def code_info(x):
    """A description of the code object: its names, counts and constants."""
    code = _code_of(x)
    lines = [f"Name:              {code.co_name}", f"Filename:          {code.co_filename}",
             f"Argument count:    {code.co_argcount}", f"Positional-only arguments: {code.co_posonlyargcount}",
             f"Kw-only arguments: {code.co_kwonlyargcount}", f"Number of locals:  {code.co_nlocals}",
             f"Registers:         {code.co_stacksize}", f"Flags:             {pretty_flags(code.co_flags)}"]
    for title, values, show in (("Constants", code.co_consts, repr), ("Names", code.co_names, str),
                                ("Variable names", code.co_varnames, str), ("Free variables", code.co_freevars, str),
                                ("Cell variables", code.co_cellvars, str)):
        if values:
            lines.append(f"{title}:")
            lines += [f"{i:4d}: {show(value)}" for i, value in enumerate(values)]
    return "\n".join(lines)


def show_code(code, *, file=None):
    """Prints what code_info() says."""
    print(code_info(code), file=file)


def stack_effect(opcode, oparg=None, /, *, jump=None):
    """There is no stack: 0 for every opcode."""
    if not 0 <= opcode < len(opname):
        raise ValueError("invalid opcode or oparg")
    return 0


class Bytecode:
    """The instructions of a piece of code: iterating yields Instructions, dis() and info() describe it."""

    def __init__(self, x, *, first_line=None, current_offset=None, show_caches=False, adaptive=False):
        self.codeobj = _code_of(x)
        self.first_line = self.codeobj.co_firstlineno if first_line is None else first_line
        self.current_offset = current_offset
        self._shift = self.first_line - self.codeobj.co_firstlineno
        self._original_object = x

    def __iter__(self):
        return _instructions(self.codeobj, self._shift)

    def __repr__(self):
        return f"{type(self).__name__}({self._original_object!r})"

    @classmethod
    def from_traceback(cls, tb, *, show_caches=False, adaptive=False):
        """The code in which a traceback ends, with its instruction marked."""
        while tb.tb_next:
            tb = tb.tb_next
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti)

    def info(self):
        return code_info(self.codeobj)

    def dis(self):
        offset = -1 if self.current_offset is None else self.current_offset
        with io.StringIO() as output:
            _print(iter(self), self.codeobj, offset, output, self._shift)
            return output.getvalue()
