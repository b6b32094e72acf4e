from __future__ import annotations
x: undefined = 1
def f(a: b.c[d], *e: (1 + 2)) -> "s" | None: pass
print(f.__annotations__, __annotations__)
# expect: {'a': 'b.c[d]', 'e': '1 + 2', 'return': "'s' | None"} {'x': 'undefined'}
class A:
    y: lambda q: (q, ~q)
    z: [i for i in x if not i]
print(A.__annotations__)  # expect: {'y': 'lambda q: (q, ~q)', 'z': '[i for i in x if not i]'}
