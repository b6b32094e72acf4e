# SPDX-License-Identifier: MIT
import asyncio
import operator

import protocols
from protocols import Adder, Constant, Countdown, Echo, Squares


def show(text):
    try:
        print(text, "->", repr(eval(text, globals())))
    except BaseException as error:
        print(text, "->", type(error).__name__ + ":", error)


for text in ["list(Countdown(4))", "next(Countdown(0))", "next(Countdown(-1))", "list(Countdown(-1))", "operator.length_hint(Countdown(4))", "sum(Countdown(5))", "iter(Countdown(3)).__next__()",
             "Countdown()", "Countdown('x')", "Countdown(2**99)", "protocols.drive(Countdown(2))", "protocols.drive(Countdown(-1))", "protocols.drive(iter([1, 2]))",
             "protocols.drive(x for x in 'ab')", "protocols.drive(3)", "max(Countdown(3), default=0)", "[*Countdown(2), *Countdown(1)]", "dict(zip(Countdown(2), 'ab'))", "3 in Countdown(5)"]:
    show(text)


async def launch(n):
    return await Countdown(n)


coroutine = launch(1)
try:
    print(coroutine.send(None))
    print(coroutine.send("x"))
except StopIteration as stop:
    print("stop", stop.value)
try:
    launch(-1).send(None)
except ArithmeticError as error:
    print(error)

s = Squares()
for text in ["len(s)", "s[2], s[-1]", "s[5]", "s[-6]", "s[1:3]", "s[::-2]", "s[::0]", "s['a']", "s[2.0]", "s[2**70]", "list(s)", "9 in s, 10 in s", "'x' in s", "s + [1]", "s * 3", "3 * s", "s * 'x'", 
             "list(reversed(s))", "s.__getitem__(3)", "s.__contains__(16)", "s.index", "operator.index(s)", "operator.concat(s, 's')", "operator.setitem(s, 0, 1)", "operator.delitem(s, 0)", "bool(s)",
             "[match for match in [0]]", "max(s), min(s), sorted(s, reverse=True)", "operator.indexOf(s, 9)", "operator.countOf(s, 4)"]:
    show(text)
match s:
    case [0, 1, *rest]:
        print("matched", rest)

a = Adder(10)
for text in ["a()", "a(1, 2, 3)", "a(x=1)", "a('x')", "a(*range(5))", "a(**{})", "list(map(a, [1, 2]))", "Adder()", "callable(a)", "a.__call__(5)", "sorted([3, 1, 2], key=a)"]:
    show(text)


class Doubler(Adder):
    def __call__(self, *args):
        return super().__call__(*args) * 2


show("Doubler(10)(1)")


class Holder:
    item = Constant()


h = Holder()
show("[type(x).__name__ for x in h.item], Holder.item[1]")
h.item = 5
try:
    del h.item
except AttributeError as error:
    print(error)

e = Echo()
for text in ["e.hello", "e.silence", "e.__class__", "getattr(e, 'x', 3)", "getattr(e, 'silence', 3)", "hasattr(e, 'anything')", "hasattr(e, 'silence')", "e(1, a=2)", "e()", "str(e)", "f'{e}'",
             "format(e, '>6')", "e.__str__()"]:
    show(text)
e.colour = "red"
del e.colour


class Loud(Echo):
    def __getattr__(self, name):
        return name.upper()

    volume = 11


loud = Loud()
show("loud.volume, loud.other")
show("protocols.fire()")
show("protocols.set_callback(3)")
protocols.set_callback(lambda *args: args[::-1])
show("protocols.fire(1, 2, 3)")
protocols.set_callback(int)
show("protocols.fire('12')")
show("protocols.fire('x')")
protocols.set_callback(protocols.fire)
show("protocols.fire()")
