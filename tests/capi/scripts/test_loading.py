# SPDX-License-Identifier: MIT
"""Extension modules through importlib: both kinds of initialization, what comes again after a module was dropped, and what goes wrong."""
import importlib.machinery
import importlib.util
import os
import sys

import counting
import spam

print(spam.__name__, spam.__doc__, spam.__spec__.name, type(spam.__loader__).__name__, os.path.basename(spam.__file__).split(".")[0])
print(spam.__spec__.has_location, spam.__package__ == "", importlib.machinery.EXTENSION_SUFFIXES[0].endswith(".so"))
print(counting.next(), counting.next(), counting.seen())
print(spam.__loader__.is_package("spam"), spam.__loader__.get_code("spam"), spam.__loader__.get_source("spam"))

old_spam, old_counting = spam, counting
del sys.modules["spam"], sys.modules["counting"]
import counting
import spam

print(spam is old_spam, spam.error is old_spam.error, spam.EGGS)
print(counting is old_counting, counting.Exhausted is old_counting.Exhausted, counting.next(), old_counting.next())
try:
    for _ in range(9):
        counting.next()
except counting.Exhausted as error:
    print(type(error), type(error).__mro__[1], error)


def load(name, path=importlib.util.find_spec("faulty_init").origin):
    loader = importlib.machinery.ExtensionFileLoader(name, path)
    spec = importlib.machinery.ModuleSpec(name, loader, origin=path)
    try:
        module = importlib.util.module_from_spec(spec)
        loader.exec_module(module)
    except Exception as error:
        print(name, "->", type(error).__name__, str(error).replace(str(path), "PATH"), getattr(error, "name", None), type(error.__cause__).__name__)
        return
    print(name, "->", type(module), module if isinstance(module, str) else module.__name__)


for name in ("faulty_init", "package.faulty_init", "silent", "raising", "both", "number", "exec_fails", "exec_silent", "exec_both", "create_silent", "create_twice",
             "create_text", "text_with_exec", "text_with_state", "unknown_slot", "negative_size", "absent", "päckchen"):
    load(name)
load("gone", "/nowhere/gone.so")
load("text", __file__)
