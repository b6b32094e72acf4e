# SPDX-License-Identifier: MIT
"""marshal.loads() of data that something has happened to."""
import marshal

from subjects import mutate_bytes

SOURCES = ["x = 1", "def f(a, *b, c=1, **d):\n return [i for i in a if i]", "class A:\n def g(self):\n  yield from super().g()",
           "try:\n 1/0\nexcept E as e:\n raise\nfinally:\n x",
           "async def f():\n async with a as b:\n  async for c in d: await e", "match x:\n case [1, *a] | {'k': a}: pass\n case A(b=c): d",
           "with a as b, c: del d[e:f], g.h", "lambda: (yield)", "a, *b = f(*c, k=d, **e); import m.n as o; from p import *"]
VALUES = [None, True, ..., 1, -1, 2**40, 2**200, 1.5, 1e300, 2j, "text", "é" * 300, "\U0001f600", b"bytes", (1, 2, (3,)), [1, [2]],
          {1: "a", "b": (2,)}, {1, 2}, frozenset({"x"}), StopIteration, "\ud800"]


def make(random):
    if random.random() < 0.6:
        value = compile(random.choice(SOURCES), "f", "exec")
    else:
        value = [random.choice(VALUES) for _ in range(random.randrange(5))] or random.choice(VALUES)
    return mutate_bytes(random, marshal.dumps(value, random.randrange(5)))


def run(case):
    value = marshal.loads(case)
    marshal.dumps(value)
    repr(value)
    if isinstance(value, type(run.__code__)):
        import dis
        import io
        dis.dis(value, file=io.StringIO())
        list(value.co_positions())
