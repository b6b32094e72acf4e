# SPDX-License-Identifier: MIT
import gc
import weakref

from custom import Custom, SubList


def show(text):
    try:
        print(text, "->", repr(eval(text, globals())))
    except Exception as error:
        print(text, "->", type(error).__name__ + ":", error)


def do(text):
    try:
        exec(text, globals())
        print(text)
    except Exception as error:
        print(text, "->", type(error).__name__ + ":", error)


c = Custom("Ada", last="Lovelace", number=7)
for text in ["c.name()", "c.first", "c.last", "c.number", "c.weight", "c.letter", "c.flag", "c.anything", "c.certain", "c.comment", "c.fixed", "c.initial",
             "Custom('a', 'b', 'c')", "Custom(1)", "Custom(wrong=1)", "Custom('a', 'b', 1, 2)", "Custom().name()", "Custom.make(1, 2).number", "Custom.add(1, 2)",
             "Custom.add(1)", "Custom.add('a', 1)", "Custom.__doc__", "Custom.__text_signature__", "Custom.number.__doc__", "Custom.first.__doc__", "Custom.name.__doc__",
             "Custom.__name__, Custom.__module__, Custom.__qualname__", "Custom.__mro__", "Custom.number", "Custom.first", "Custom.name", "type(Custom.__dict__['make'])",
             "type(Custom.__dict__['add'])", "c.name(1)", "c.name(a=1)", "Custom.name()", "Custom.name(3)", "hash(c) == hash(c)", "c == c", "c < c"]:
    show(text)
for text in ["c.number = 5", "c.number = 2**40", "c.number = 'x'", "del c.number", "c.weight = 2", "c.weight = 'x'", "c.letter = 'z'", "c.letter = 'zz'", "c.flag = True",
             "c.flag = 1", "c.anything = [1]", "del c.anything", "del c.certain", "c.comment = 'x'", "c.fixed = 3", "del c.fixed", "c.first = 'Grace'", "c.first = 3",
             "del c.first", "del c.last", "c.initial = 'x'", "c.unknown = 1", "Custom.number = 3", "Custom.extra = 3", "c.__class__ = object"]:
    do(text)
show("c.number, c.weight, c.letter, c.flag, c.anything, c.first")


class Derived(Custom):
    def __init__(self, *args):
        super().__init__(*args)
        self.extra = "dict"

    def name(self):
        return super().name().upper()


d = Derived("a", "b")
show("d.name(), d.extra, d.__dict__, isinstance(d, Custom), Derived.__mro__")
gone = []
d.anything = d
r = weakref.ref(d, lambda _: gone.append("collected"))
del d
gc.collect()
print(gone, r())
try:
    weakref.ref(c)
except TypeError as error:
    print(error)
c.anything = c
del c
print(gc.collect() > 0)

s = SubList(range(3))
s.append(3)
show("s, s.increment(), s.increment(), len(s), s[1:], type(s[1:])")
show("SubList.__mro__, isinstance(s, list), s == [0, 1, 2, 3], sorted(s, reverse=True)")
show("SubList(3)")


class Deeper(SubList):
    def increment(self):
        return super().increment() * 10


show("Deeper('ab').increment(), Deeper('ab')")
