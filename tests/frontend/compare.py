#!/usr/bin/python3.11
# SPDX-License-Identifier: MIT
"""Compares the frontend with CPython 3.11: the same trees, the same refusals, the same warnings.

    compare.py DUMP files [PATH...]        whole files (default: CPython's library and its tests)
    compare.py DUMP snippets FILE...       snippets: a Python file each, with a list SNIPPETS of texts, (text, mode) or (text, mode, flags)
    compare.py DUMP mutate COUNT [SEED]    single-token mutations of pieces of the library
    compare.py DUMP random COUNT [SEED]    fragments of Python in random order

DUMP is the ast_dump executable of this folder. Must run under CPython 3.11.
"""
import ast
import hashlib
import os
import random
import struct
import subprocess
import sys
import tempfile
import tokenize
import unicodedata
import warnings

LIBRARY = "/usr/lib/python3.11"
CACHE = os.path.join(tempfile.gettempdir(), "ast_oracle")


def unicode_facts():
    path = os.path.join(tempfile.gettempdir(), "ast_unicode_facts")
    if os.path.exists(path):
        return path
    flags = bytearray(0x110000)
    lines = []
    for c in range(0x110000):
        s = chr(c)
        flags[c] = (s.isidentifier() and s != "_") | (("a" + s).isidentifier() << 1) | (s.isprintable() << 2)
        if 0xD800 <= c < 0xE000:
            continue
        name = unicodedata.name(s, "")
        if name:
            lines.append(f"N{c:x} {name}\n")
        if c >= 128 and (normal := unicodedata.normalize("NFKC", s)) != s and "\n" not in normal:
            lines.append(f"K{c:x} {normal}\n")
    with open(path + ".new", "wb") as file:
        file.write(flags)
        file.write("".join(lines).encode())
    os.rename(path + ".new", path)
    return path


def dump_constant(value):
    if value is None or value is True or value is False:
        return str(value)
    if value is ...:
        return "Ellipsis"
    if isinstance(value, int):
        return f"{value:x}"
    if isinstance(value, float):
        return "f" + struct.pack(">d", value).hex()
    if isinstance(value, complex):
        return "j" + struct.pack(">d", value.imag).hex()
    if isinstance(value, str):
        return "s" + value.encode("utf-8", "surrogatepass").hex()
    return "b" + value.hex()


def dump_field(owner, name, value, out):
    if name == "value" and isinstance(owner, (ast.Constant, ast.MatchSingleton)):
        out.append(dump_constant(value))
    elif isinstance(value, list):
        out.append("[")
        for item in value:
            dump_field(owner, "", item, out)
        out.append("]")
    elif isinstance(value, ast.AST):
        dump_node(value, out)
    elif isinstance(value, str):
        out.append("'" + value.encode("utf-8", "surrogatepass").hex())
    elif value is None:
        out.append("-")
    else:
        out.append(str(value))
    out.append(",")


ENUMS = (ast.expr_context, ast.boolop, ast.operator, ast.unaryop, ast.cmpop)


def dump_node(node, out):
    name = type(node).__name__
    if isinstance(node, ENUMS):
        out.append(name)
        return
    out.append(name + "(")
    for field in node._fields:
        dump_field(node, field, getattr(node, field), out)
    if node._attributes and name != "TypeIgnore":
        out.append(f")@{node.lineno}:{node.col_offset}-{node.end_lineno}:{node.end_col_offset}")
    else:
        out.append(")")


def show_error(error):
    name = type(error).__name__
    if isinstance(error, MemoryError):
        return "ERR MemoryError"
    if not isinstance(error, SyntaxError):
        return f"ERR {name}|{error}"
    end = "" if error.end_lineno is None and len(error.args[1]) < 5 else f"{error.end_lineno}|{error.end_offset}"
    text = "" if error.text is None else "t" + error.text.encode("utf-8", "surrogatepass").hex()
    return f"ERR {name}|{error.msg}|{error.lineno}|{error.offset}|{end}|{text}"


# The compile() flags of each bit of ast_dump's flags: dont_imply_dedent, allow_incomplete_input, barry_as_flufl.
FLAGS = (0x200, 0x4000, 0x400000)


def oracle(source, mode, flags=0):
    sys.setrecursionlimit(20000)
    compile_flags = sum(value for bit, value in enumerate(FLAGS) if flags & (1 << bit))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            tree = compile(source, "<string>", mode, ast.PyCF_ONLY_AST | compile_flags, dont_inherit=True)
        except Exception as error:
            result = show_error(error)
        else:
            out = []
            dump_node(tree, out)
            result = "".join(out)
    for w in caught:
        result += f"\nWARN {w.category.__name__}|{w.message}|{w.lineno}"
    return result


MODES = {"exec": b"e", "eval": b"v", "single": b"s"}


class Dump:
    def __init__(self, path):
        self.process = subprocess.Popen([path, unicode_facts()], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.path = path

    def __call__(self, source, mode, flags=0):
        data = source.encode() if isinstance(source, str) else source
        origin = b"s" if isinstance(source, str) else b"b"
        try:
            self.process.stdin.write(b"%s %s %d %d\n%s" % (MODES[mode], origin, flags, len(data), data))
            self.process.stdin.flush()
            size = int(self.process.stdout.readline())
            return self.process.stdout.read(size).decode("utf-8", "surrogateescape")
        except (ValueError, BrokenPipeError, OSError):
            status = self.process.wait()
            self.__init__(self.path)
            return f"DIED with status {status}"


def first_difference(a, b):
    at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    return f"   oracle ...{a[max(0, at - 150):at + 80]!r}\n   ours   ...{b[max(0, at - 150):at + 80]!r}"


def oracle_of_file(data):
    os.makedirs(CACHE, exist_ok=True)
    path = os.path.join(CACHE, hashlib.md5(data).hexdigest())
    if os.path.exists(path):
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return file.read()
    result = oracle(data, "exec")
    with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(result)
    return result


def compare_files(dump, paths):
    files = []
    for path in paths or [LIBRARY]:
        if os.path.isfile(path):
            files.append(path)
        for folder, _, names in os.walk(path):
            files += [os.path.join(folder, name) for name in names if name.endswith(".py")]
    same = refused = 0
    for path in sorted(files):
        with open(path, "rb") as file:
            data = file.read()
        want = oracle_of_file(data)
        got = dump(data, "exec")
        refused += want.startswith("ERR")
        if want == got:
            same += 1
        else:
            print(path)
            print(first_difference(want, got))
    print(f"{len(files)} files ({refused} refused by both or one), {same} the same, {len(files) - same} different")
    return same == len(files)


def compare_snippets(dump, snippets, show=40):
    different = 0
    total = 0
    for snippet in snippets:
        mode, flags = "exec", 0
        if isinstance(snippet, tuple):
            snippet, mode, flags = (*snippet, 0)[:3]
        total += 1
        try:
            want = oracle(snippet, mode, flags)
        except RecursionError:
            continue
        got = dump(snippet, mode, flags)
        if want != got:
            different += 1
            if different <= show:
                print(f"{mode} {flags} {snippet!r:.1500}")
                print(f"   oracle {want!r:.300}\n   ours   {got!r:.300}" if "ERR" in want + got
                      else first_difference(want, got))
    print(f"{total} snippets, {different} different")
    return different == 0


TOKENS = ("( ) [ ] { } : , ; . ... -> := = + - * / // % @ ** | & ^ ~ << >> < > == != <= >= += -= **= <> $ ? ! \\ ' \" ''' "
          "False None True and as assert async await break class continue def del elif else except finally for from global "
          "if import in is lambda nonlocal not or pass raise return try while with yield match case _ print exec x y 0 1.5 "
          "2j 0x 1_ 'a' b'b' f'{a}' f'{' f'{a b}' u'c' \\n \\n\\x20\\x20").split()
TOKENS = [t.replace("\\n", "\n").replace("\\x20", " ") if t != "\\" else t for t in TOKENS]


def pieces_of_library(rng):
    """Top-level statements, small enough to be parsed quickly."""
    files = []
    for folder, _, names in os.walk(LIBRARY):
        files += [os.path.join(folder, name) for name in names if name.endswith(".py")]
    files.sort()
    while True:
        try:
            with open(rng.choice(files), encoding="utf-8") as file:
                lines = file.read().splitlines(keepends=True)
        except UnicodeDecodeError:
            continue
        starts = [i for i, line in enumerate(lines) if line[:1].strip() and line[0] not in "#)]}\"'"] or [0]
        for _ in range(10):
            start = rng.choice(starts)
            yield "".join(lines[start:start + rng.randint(1, 25)])


def tokens_of(text):
    import io
    result = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            result.append((token.start, token.end))
    except (tokenize.TokenError, SyntaxError):
        pass
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return [(starts[a[0] - 1] + a[1], starts[min(b[0] - 1, len(starts) - 1)] + b[1]) for a, b in result]


def mutations(count, seed):
    rng = random.Random(seed)
    pieces = pieces_of_library(rng)
    made = 0
    while made < count:
        text = next(pieces)
        tokens = tokens_of(text)
        if not tokens or not text:
            continue
        for _ in range(4):
            start, end = rng.choice(tokens)
            action = rng.randrange(7)
            if action == 0:
                mutant = text[:start] + text[end:]
            elif action == 1:
                mutant = text[:start] + rng.choice(TOKENS) + " " + text[start:]
            elif action == 2:
                mutant = text[:start] + rng.choice(TOKENS) + text[end:]
            elif action == 3:
                other = rng.choice(tokens)
                mutant = text[:start] + text[other[0]:other[1]] + " " + text[start:]
            elif action == 4:
                mutant = text[:start] + text[start:end] + " " + text[start:]
            elif action == 5:
                at = rng.randrange(len(text))
                mutant = text[:at] + text[at + 1:]
            else:
                at = rng.randrange(len(text))
                mutant = text[:at] + rng.choice("()[]{}:,'\"=\\ \n\t0a.$é") + text[at:]
            made += 1
            yield mutant if rng.random() < 0.9 else mutant.encode()


FRAGMENTS = """f( ) [ ] { } ( = == , : ; a b c x 1 2.5 3j 'é' "s" b'' f'{a}' f'{a!r:>{b}}' f'{a' f'{a b}' f'{a:{b:{c}}}' f'{x=}' f'{' f'}' for~a~in~b
if~a else for in not~in is not and or lambda lambda~x: lambda~*a,b=1: * ** *a **k @ . ... -> := += -= yield yield~from await async
async~for~x~in~y def~f(a,b=1): def~f(a,/,b,*,c): def class~A: class~A(B,k=1): if~x: elif~y: else: while~1: for~i~in~r: try: except:
except~E~as~e: except*~E: finally: with~a~as~b: with~(a,b): with~( match~x: case~1: case~[a,*_]: case~{'k':v,**r}: case~A(b,c=d): case
match _ import~a from~a~import~b from~.~import~( as~c del del~a return raise raise~a~from~b assert~a,b global~a nonlocal~b pass break continue
print print~a exec~b None True False a.b a[1] a[b:c] a[*b] a() a(b) a(b=c) a(*b,**c) {a:b} {*a} {**a} (a,) () [] [a] (a~for~b~in~c)
[a~for~b~in~c] {a~for~b~in~c} {a:b~for~c~in~d} -a not~a a+b a**b a<b a!=b a<>b a|b 0x1f 0777 1_000 1__0 1e 0b12 1if a$ ? ! \\ # é ü€""".split()
GLUE = [" ", " ", " ", " ", "", "\n", "\n    ", "\n        ", "\n\t", ";", ",", "(", ")", ":", ":\n    ", " = ", "\\\n", "\n\n", "\f",
        "  # c\n"]
OPENINGS = ["if a:\n    ", "def f():\n    ", "x = (", "f(", "[", "{", "match x:\n    case ", "with ", "for ", "def f(", "lambda ",
            "f'{", "try:\n    a\n", "del ", "a = ", "@"]


def random_texts(count, seed):
    rng = random.Random(seed)
    for _ in range(count):
        parts = []
        for _ in range(rng.randint(1, 12)):
            parts.append(rng.choice(FRAGMENTS).replace("~", " "))
            parts.append(rng.choice(GLUE) if rng.random() < 0.6 else " ")
        text = "".join(parts)
        if rng.random() < 0.3:
            text = rng.choice(OPENINGS) + text
        mode = rng.choice(["exec", "exec", "exec", "eval", "single"])
        yield (text if rng.random() < 0.9 else text.encode(), mode, rng.randrange(8) if rng.random() < 0.2 else 0)


def main():
    dump = Dump(sys.argv[1])
    command, rest = sys.argv[2], sys.argv[3:]
    if command == "files":
        ok = compare_files(dump, rest)
    elif command == "random":
        ok = compare_snippets(dump, random_texts(int(rest[0]), int(rest[1]) if len(rest) > 1 else 0))
    elif command == "mutate":
        ok = compare_snippets(dump, mutations(int(rest[0]), int(rest[1]) if len(rest) > 1 else 0))
    else:
        snippets = []
        for path in rest:
            scope = {}
            with open(path, encoding="utf-8") as file:
                exec(compile(file.read(), path, "exec"), scope)
            snippets += scope["SNIPPETS"]
        ok = compare_snippets(dump, snippets)
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
