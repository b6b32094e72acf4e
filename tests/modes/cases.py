# SPDX-License-Identifier: MIT
"""The cases of run.py: run mode x flags x environment x input.

A case is (name, arguments, environment, standard input, what is not compared). Names are unique: differing.txt lists by them.
"""
FILES = {
    "probe.py": """import sys
print('name', __name__)
print('file', globals().get('__file__', '-'))
print('package', repr(__package__))
print('cached', globals().get('__cached__', '-') is None)
print('spec', __spec__ and (__spec__.name, __spec__.origin and __spec__.origin[-8:]))
print('loader', getattr(__loader__, '__name__', type(__loader__).__name__))
print('doc', __doc__)
print('argv', sys.argv)
print('orig', sys.orig_argv[1:])
print('path0', sys.path[0])
print('path', sys.path[-4:])
print('flags', tuple(sys.flags))
print('warn', sys.warnoptions)
print('x', sorted(sys._xoptions.items(), key=str))
print('debug', __debug__)
assert sys is None or print('asserted') is None
""",
    "package/__init__.py": "",
    "package/__main__.py": "import probe\nprint(__name__, __package__, __spec__.name, __file__)\n",
    "package/inner.py": "from . import __name__ as up\nprint(up, __name__, __package__, __spec__.parent)\n",
    "folder/__main__.py": "import sys\nprint(__name__, repr(__package__), __file__, sys.path[0], sys.argv, __spec__.name, type(__loader__).__name__)\n",
    "empty/other.py": "",
    "bad.py": "x = (1,\n",
    "raises.py": "def f():\n    raise ValueError('no')\nf()\n",
    "exits.py": "import sys\nsys.exit(7)\n",
    "first.py": "this is not python\nprint('second line')\n1 / 0\n",
    "doc.py": "'''documentation'''\nprint(__doc__, __debug__)\n",
    "latin.py": b"# -*- coding: latin-1 -*-\nprint(ascii('\xe9'))\n",
    "bom.py": b"\xef\xbb\xbfprint('bom', ascii('\xc3\xa9'))\n",
    "nul.py": b"print(1)\0\n",
    "crlf.py": b"print(1)\r\nprint(2)\r\n",
    "startup.py": "started = 1\nprint('startup', __name__)\n",
    "badstartup.py": "1/0\n",
    "sub/here.py": "import sys\nprint(sys.path[0])\nimport beside\n",
    "sub/beside.py": "print('beside')\n",
    "text.txt": "print('any suffix')\n",
    "noend.py": "print('no newline at the end')",
    "data.json": '{"b": [1, 2.5, null], "a": "\\u00e9"}',
    "well.py": "import unittest\nclass Well(unittest.TestCase):\n    def test_it(self): self.assertIn(1, [1])\n",
    "tree/a.py": "x = 1\n",
    "single/a.py": "x = 1\n",  # a tree of its own: the cases run side by side
    "tree/bad.py": "x = \n",
    "tabs.py": "if 1:\n\tprint(1)\n        print(2)\n",
}
SETUP = """
import py_compile, zipfile, os
py_compile.compile('probe.py', cfile='compiled.pyc', doraise=True)
os.utime('folder/__main__.py', (10**9, 10**9))  # both interpreters list the same date
with zipfile.ZipFile('archive.zip', 'w') as archive:
    archive.write('folder/__main__.py', '__main__.py')
with zipfile.ZipFile('nomain.zip', 'w') as archive:
    archive.write('probe.py')
with open('program', 'wb') as program:
    program.write(b'#!/bin/sh\\n' + open('archive.zip', 'rb').read())
with open('broken.pyc', 'wb') as broken:
    broken.write(b'not a pyc file at all')
os.symlink('sub/here.py', 'link.py')
"""
PROBE = "import sys; print(__name__, sys.argv, sys.path[:1], tuple(sys.flags), sys.warnoptions, sorted(sys._xoptions.items(), key=str), __debug__)"
WHOLE = FILES["probe.py"]

MODES = {
    "command": (["-c", PROBE], None),
    "script": (["probe.py"], None),
    "module": (["-m", "probe"], None),
    "package": (["-m", "package"], None),
    "folder": (["folder"], None),
    "zip": (["archive.zip"], None),
    "pyc": (["compiled.pyc"], None),
    "stdin": ([], WHOLE),
    "dash": (["-"], WHOLE),
}
FLAGS = {
    "plain": [], "I": ["-I"], "S": ["-S"], "IS": ["-IS"], "E": ["-E"], "s": ["-s"], "P": ["-P"], "B": ["-B"], "O": ["-O"], "OO": ["-OO"],
    "b": ["-b"], "bb": ["-bb"], "d": ["-d"], "q": ["-q"], "u": ["-u"], "R": ["-R"], "W": ["-W", "error", "-Wignore::ImportWarning"],
    "Xdev": ["-X", "dev"],
}


def grid():
    for mode, (arguments, text) in MODES.items():
        for flag, given in FLAGS.items():
            rest = ["one", "-x"] if mode not in ("stdin",) else []
            yield f"{mode}/{flag}", given + arguments + rest, {}, text, ()


ENVIRONMENTS = {
    "inspect_off": {"PYTHONINSPECT": ""}, "optimize": {"PYTHONOPTIMIZE": "1"}, "optimize_2": {"PYTHONOPTIMIZE": "2"},
    "optimize_text": {"PYTHONOPTIMIZE": "yes"}, "optimize_0": {"PYTHONOPTIMIZE": "0"}, "debug": {"PYTHONDEBUG": "3"},
    "nobytecode": {"PYTHONDONTWRITEBYTECODE": "1"}, "nobytecode_0": {"PYTHONDONTWRITEBYTECODE": "0"},
    "nousersite": {"PYTHONNOUSERSITE": "1"}, "nousersite_0": {"PYTHONNOUSERSITE": "0"}, "unbuffered": {"PYTHONUNBUFFERED": "1"},
    "safepath": {"PYTHONSAFEPATH": "1"}, "safepath_0": {"PYTHONSAFEPATH": "0"}, "dev": {"PYTHONDEVMODE": "1"}, "utf8": {"PYTHONUTF8": "1"},
    "utf8_0": {"PYTHONUTF8": "0"}, "utf8_bad": {"PYTHONUTF8": "x"}, "seed_0": {"PYTHONHASHSEED": "0"}, "seed": {"PYTHONHASHSEED": "42"},
    "seed_random": {"PYTHONHASHSEED": "random"}, "seed_bad": {"PYTHONHASHSEED": "-1"}, "seed_big": {"PYTHONHASHSEED": "4294967296"},
    "warnings": {"PYTHONWARNINGS": "error,ignore::DeprecationWarning"}, "digits": {"PYTHONINTMAXSTRDIGITS": "1000"},
    "digits_0": {"PYTHONINTMAXSTRDIGITS": "0"}, "digits_bad": {"PYTHONINTMAXSTRDIGITS": "3"}, "encoding_warning": {"PYTHONWARNDEFAULTENCODING": "1"},
    "tracemalloc_bad": {"PYTHONTRACEMALLOC": "x"}, "path": {"PYTHONPATH": "sub:/nowhere"}, "path_empty": {"PYTHONPATH": ""},
    "path_here": {"PYTHONPATH": ":sub"}, "no_ranges": {"PYTHONNODEBUGRANGES": "1"}, "c_locale": {"LANG": "C"}, "c_locale_all": {"LC_ALL": "C"},
    "posix_locale": {"LC_CTYPE": "POSIX"}, "coerce_off": {"LANG": "C", "PYTHONCOERCECLOCALE": "0"},
    "coerce_warn": {"LANG": "C", "PYTHONCOERCECLOCALE": "warn"}, "c_no_utf8": {"LC_ALL": "C", "PYTHONUTF8": "0"},
    "pycache": {"PYTHONPYCACHEPREFIX": "/tmp/elsewhere"}, "breakpoint": {"PYTHONBREAKPOINT": "0"},
}
SHOW = ("import sys; print(tuple(sys.flags), sys.warnoptions, sys.path, sys.pycache_prefix, sys.get_int_max_str_digits(), sys.getfilesystemencoding(), "
        "sys.getfilesystemencodeerrors(), sys.prefix, sys.platlibdir)")
STREAMS = "import sys; print([(s.encoding, s.errors, s.line_buffering, s.name, s.mode) for s in (sys.stdin, sys.stdout, sys.stderr)])"


def environments():
    for name, variables in ENVIRONMENTS.items():
        yield f"environment/{name}", ["-S", "-c", SHOW], variables, None, ()
    for name in ("optimize", "path", "warnings", "seed_bad", "safepath", "dev", "nobytecode"):
        yield f"environment_ignored/{name}", ["-E", "-S", "-c", SHOW], ENVIRONMENTS[name], None, ()
    for name in ("utf8", "c_locale", "c_locale_all", "c_no_utf8", "unbuffered"):
        yield f"streams/{name}", ["-S", "-c", STREAMS], ENVIRONMENTS[name], None, ()
    for text in ("latin-1", "utf-8:strict", ":replace", "ascii:backslashreplace", "utf-16"):
        yield f"streams/io_{text}", ["-S", "-c", STREAMS], {"PYTHONIOENCODING": text}, None, ()
    yield "streams/u", ["-u", "-S", "-c", STREAMS], {}, None, ()
    yield "streams/plain", ["-S", "-c", STREAMS], {}, None, ()


X_OPTIONS = ["dev", "utf8", "utf8=0", "utf8=1", "utf8=2", "faulthandler", "importtime=x", "warn_default_encoding", "no_debug_ranges", "frozen_modules=on",
             "frozen_modules=off", "frozen_modules=x", "frozen_modules", "int_max_str_digits=640", "int_max_str_digits=639", "int_max_str_digits",
             "pycache_prefix=/x", "pycache_prefix", "tracemalloc=x", "showrefcount", "unknown", "a=b=c", "="]


def x_options():
    for text in X_OPTIONS:
        loose = ("errors",) if text.startswith("importtime") else ()
        if loose:
            yield "x/importtime", ["-X", "importtime", "-c", "import json"], {}, None, loose
            continue
        yield f"x/{text}", ["-X", text, "-S", "-c", SHOW + "; print(sorted(sys._xoptions.items(), key=str))"], {}, None, loose


COMMANDS = {
    "exit_0": "import sys; sys.exit()", "exit_3": "import sys; sys.exit(3)", "exit_text": "import sys; sys.exit('bye')",
    "exit_none": "import sys; sys.exit(None)", "exit_big": "import sys; sys.exit(257)", "exit_negative": "import sys; sys.exit(-1)",
    "exit_huge": "import sys; sys.exit(2**70)", "exit_true": "import sys; sys.exit(True)", "exit_tuple": "import sys; sys.exit((1, 2))",
    "exit_float": "import sys; sys.exit(1.5)", "exit_bytes": "import sys; sys.exit(b'x')",
    "exit_surrogate": "import sys; sys.exit('\\udc80')", "exit_bad_str": "class A:\n def __str__(self): 1/0\nraise SystemExit(A())",
    "raise_exit": "raise SystemExit", "raise_exit_two": "raise SystemExit(1, 2)", "exit_in_finally": "try:\n 1/0\nfinally:\n raise SystemExit(4)",
    "error": "1/0", "syntax": "x x", "indent": " x = 1", "unterminated": "print('", "empty": "", "comment": "# nothing", "newlines": "\n\nprint(1)\n\n",
    "interrupt_caught": "try:\n raise KeyboardInterrupt\nexcept KeyboardInterrupt: print('caught')", "group": "raise ExceptionGroup('g', [ValueError(1)])",
    "atexit": "import atexit; atexit.register(print, 'at exit'); print('first')", "atexit_error": "import atexit; atexit.register(lambda: 1/0)",
    "atexit_exit": "import atexit, sys; atexit.register(sys.exit, 3)", "excepthook": "import sys; sys.excepthook = lambda *a: print('hook', a[0]); 1/0",
    "excepthook_bad": "import sys; sys.excepthook = lambda *a: 1/0; x", "excepthook_exit": "import sys\ndef h(*a): sys.exit(5)\nsys.excepthook = h; x",
    "closed_stdout": "import sys; sys.stdout.close()", "no_stdout": "import sys; sys.stdout = None; print(1)", "del_stdout": "import sys; del sys.stdout",
    "no_stderr": "import sys; sys.stderr = None; 1/0", "flush_error": "import sys\nclass F:\n def write(self, s): pass\n def flush(self): raise OSError('full')\nsys.stdout = F()",
    "unraisable": "class A:\n def __del__(self): 1/0\nA()", "thread": "import threading; threading.Thread(target=print, args=(1,)).start()",
    "thread_error": "import threading\nt = threading.Thread(target=lambda: 1/0, name='T'); t.start(); t.join()", "unicode": "print('\\xe9\\u20ac\\U0001f600')",
    "del_at_end": "class A:\n def __del__(self): print('deleted')\na = A()", "last_modules": "import sys\nclass A:\n def __del__(self): print(sys is None)\na = A()",
    "import_missing": "import nowhere", "import_error": "from os import nowhere", "relative": "from . import x", "main_dict": "print(sorted(globals()))",
    "annotations": "x: int = 1; print(__annotations__)", "future": "from __future__ import annotations; x: y; print(__annotations__)",
    "recursion": "def f(): f()\ntry: f()\nexcept RecursionError as e: print(e)", "input_eof": "input('? ')", "warn": "import warnings; warnings.warn('w')",
    "deprecated": "import warnings; warnings.warn('w', DeprecationWarning)", "builtins": "import builtins; print(__builtins__ is builtins)",
    "exit_builtin": "exit(3)", "quit_builtin": "quit()", "os_exit": "import os; os._exit(9)", "help_text": "print(exit, copyright and 1, quit)",
    "non_ascii_argument": "print(ascii('\u00e9'))",
}


def commands():
    for name, text in COMMANDS.items():
        yield f"exit/{name}", ["-c", text], {}, None, ()
    for name in ("error", "warn", "deprecated", "exit_3", "unicode", "atexit", "main_dict"):
        yield f"exit_isolated/{name}", ["-I", "-S", "-c", COMMANDS[name]], {}, None, ()


def files():
    for name in ("bad.py", "raises.py", "exits.py", "doc.py", "latin.py", "bom.py", "nul.py", "crlf.py", "sub/here.py", "./probe.py", "sub/../probe.py", "link.py",
                 "text.txt", "noend.py", "tabs.py", "missing.py", "missing/file.py", "empty", "nomain.zip", "broken.pyc", "program", ".", "folder/", "''",
                 "first.py", "/nonexistent"):
        yield f"file/{name}", [name.strip("'")], {}, None, ()
    yield "file/x", ["-x", "first.py"], {}, None, ()
    yield "file/OO_doc", ["-OO", "doc.py"], {}, None, ()
    for name in ("missing", "package.inner", "package.missing", "probe.x", "sys", "os.path", "empty", "folder", ".probe", "bad", "raises", "exits", "probe.py",
                 "this", "__hello__", "json.tool --help", "package."):
        yield f"m/{name}", ["-m", *name.split()], {}, None, ()


def command_line():
    for text in ("-Z", "-W", "-X", "-c", "-m", "--foo", "--check-hash-based-pycs", "--check-hash-based-pycs x", "-J", "-IZ", "-S -Y", "--help=1", "-V", "--version", "-VS",
                 "-c pass -Z", "-", "-- probe.py", "-Wfoo -c 1", "-Werror::Nope -c 1", "-W once::a.B -c 1", "-Ic pass", "-Scprint(1)", "-OOO probe.py", "-m probe -c",
                 "-t -c pass", "--check-hash-based-pycs never -c pass", "-qI -c pass", "--versio", "-ii -c pass", "-Xa -Xb -c pass"):
        yield f"line/{text}", text.split(), {}, "", ()
    for text in ("-h", "--help", "-?", "--help-env", "--help-xoptions", "--help-all", "-VV", "-Sh"):
        yield f"help/{text}", text.split(), {}, "", ("text",)


SESSIONS = {
    "expressions": "1\n'a'\nNone\n_\n", "block": "for i in 1, 2:\n  i\n\nprint('end')\n", "error": "1/0\n2\n", "syntax": "x x\n3\n", "exit": "import sys\nsys.exit(3)\n4\n",
    "exit_text": "raise SystemExit('out')\n", "eof_in_block": "if 1:\n  5", "eof_in_parenthesis": "(1,", "function": "def f(a):\n  return a\n\nf(3)\n",
    "try": "try:\n  1/0\nexcept ZeroDivisionError:\n  print('zero')\n\n", "string": "'''a\n\nb'''\n", "prompts": "import sys\nsys.ps1 = 'P '\nsys.ps2 = 'Q '\nif 1:\n  2\n\n",
    "bad_prompt": "import sys\nsys.ps1 = 3\n1\n", "semicolons": "1; 2; 3\n", "comment": "# a\n\n4\n", "continuation": "x = \\\n5\nx\n", "class": "class A:\n  x = 1\n\nA.x\n",
    "decorator": "@print\ndef f(): pass\n\n", "hook": "import sys\nsys.displayhook = lambda v: print('shown', v)\n3\n", "unicode": "'\u00e9'\n", "empty": "",
    "name": "__name__, __doc__, __package__\n", "future": "from __future__ import annotations\nx: y\n__annotations__\n", "nested": "if 1:\n  if 2:\n    3\n\n",
    "blank_in_list": "[1,\n\n2]\n", "unindent": "if 1:\n  1\n2\n", "last": "1/0\nimport sys\nsys.last_type\n", "tabs": "if 1:\n\t1\n\n", "one_line_if": "if 1: 2\n\n3\n",
    "deleted_main": "import sys\ny = 2\ndel sys.modules['__main__']\n__name__\ny\nz = 3\nz\nlen([])\n",
    "input": "x = input()\nhello\nx\n",
}


def sessions():
    for name, text in SESSIONS.items():
        yield f"session/{name}", ["-i", "-q", "-S"], {}, text, ()
    yield "session/after_command", ["-i", "-S", "-c", "x = 5"], {}, "x\n", ()
    yield "session/after_error", ["-i", "-S", "-c", "x = 5; 1/0"], {}, "x\n", ()
    yield "session/after_exit", ["-i", "-S", "-c", "raise SystemExit(3)"], {}, "2\n", ()
    yield "session/after_script", ["-i", "-S", "raises.py"], {}, "f\n__name__\n", ()
    yield "session/after_module", ["-i", "-S", "-m", "raises"], {}, "1\n", ()
    yield "session/inspect_variable", ["-S", "-c", "x = 5"], {"PYTHONINSPECT": "1"}, "x\n", ()
    yield "session/startup", ["-i", "-q", "-S"], {"PYTHONSTARTUP": "startup.py"}, "started\n", ()
    yield "session/startup_error", ["-i", "-q", "-S"], {"PYTHONSTARTUP": "badstartup.py"}, "1\n", ()
    yield "session/startup_missing", ["-i", "-q", "-S"], {"PYTHONSTARTUP": "nowhere.py"}, "1\n", ()
    yield "session/startup_ignored", ["-E", "-i", "-q", "-S"], {"PYTHONSTARTUP": "startup.py"}, "1\n", ()
    yield "session/banner", ["-i", "-S"], {}, "1\n", ("banner",)
    yield "session/site", ["-i", "-q"], {}, "exit\nquit\n", ()


INPUTS = {
    "nothing": "", "error": "1/0\n", "syntax": "x x\n", "no_newline": "print(1)", "exit": "raise SystemExit(2)\n", "block": "if 1:\n  print(1)\nprint(2)\n",
    "name": "print(__name__, __file__, sorted(globals()))\n", "import": "import sub.beside\n", "coding": "# coding: latin-1\nprint(1)\n",
}


def inputs():
    for name, text in INPUTS.items():
        yield f"input/{name}", ["-S"], {}, text, ()


MODULES = {
    "unittest": ["unittest -q well", "unittest well.Well.test_it", "unittest missing_module"],
    "json.tool": ["json.tool data.json", "json.tool --sort-keys --compact data.json", "json.tool --no-ensure-ascii data.json", "json.tool text.txt"],
    "timeit": ["timeit --nothing", "timeit -n 1 -r 1 x+", "timeit --help"],
    "tokenize": ["tokenize probe.py", "tokenize -e doc.py", "tokenize latin.py", "tokenize missing.py"],
    "ast": ["ast probe.py", "ast -a sub/here.py", "ast -m eval text.txt", "ast bad.py"],
    "compileall": ["compileall -q tree", "compileall single/a.py", "compileall nowhere"],
    "zipfile": ["zipfile -l archive.zip", "zipfile -t archive.zip", "zipfile -e archive.zip extracted", "zipfile"],
    "http.server": ["http.server --help"],
    "pdb": ["pdb --help", "pdb missing.py"],
    "this": ["this"],
}


def modules():
    for name, lines in MODULES.items():
        for line in lines:
            yield f"module/{line}", ["-m", *line.split()], {}, None, ("seconds",) if name == "unittest" else ()
    yield "module/json.tool of input", ["-m", "json.tool", "--indent", "1"], {}, '[1, {"a": []}]', ()
    yield "module/json.tool of a bad input", ["-m", "json.tool"], {}, "[1, ", ()
    yield "module/tokenize of input", ["-m", "tokenize"], {}, "x = (1,\n  'a')  # b\n", ()
    yield "module/ast of input", ["-m", "ast"], {}, "async def f(*, a=1): return [x async for x in a]\n", ()
    yield "module/pdb steps", ["-m", "pdb", "raises.py"], {}, "next\nstep\nwhere\nargs\nlist\np 1 + 1\nquit\n", ()
    yield "module/pdb breaks", ["-m", "pdb", "-c", "break f", "-c", "continue", "raises.py"], {}, "where\nreturn\nquit\n", ()


def all_cases():
    for part in (grid, environments, x_options, commands, files, command_line, modules, sessions, inputs):
        yield from part()
