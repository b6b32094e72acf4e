# SPDX-License-Identifier: MIT
import vector
import vector_client
from vector import Vector


def show(text):
    try:
        print(text, "->", repr(eval(text, globals())))
    except Exception as error:
        print(text, "->", type(error).__name__ + ":", error)


a, b = Vector(1, 2), Vector(3)
for text in ["a", "b", "a + b", "a + 1", "1 + a", "a * 2", "2.5 * a", "a * 'x'", "'x' * a", "[1] * b", "a ** b", "2 ** a", "a ** 2", "pow(a, 1, 2)", "pow(2, a, 3)", "-a", "+a", "abs(a)",
             "bool(a), bool(Vector(0, 0))", "float(a), int(b)", "range(9)[b]", "a < b, a <= b, a == b, a != b, a > b, a >= b", "a < 1", "a == 1", "hash(a), hash(Vector(-1))",
             "sorted([b, a])", "Vector()", "Vector('x')", "Vector(1, 2, 3)", "Vector(x=1)", "Vector(**{})", "vector_client.swap(a)", "vector_client.swap(3)", "vector_client.version()",
             "vector_client.capsules(vector._C_API)", "vector_client.capsules(3)", "type(vector._C_API)", "repr(vector._C_API)[:32]", "vector_client.find('vector._C_API')",
             "vector_client.find('vector.Vector')", "vector_client.find('nowhere._C_API')", "vector_client.find('vector.absent')", "vector_client.find(3)", "type(vector_client.own()).__name__",
             "Vector.__add__", "Vector.__radd__", "Vector.__mul__(a, 3)", "Vector.__rmul__(a, 3)", "Vector.__pow__(a, 3)", "Vector.__rpow__(a, 3)", "Vector.__neg__(a)", "a.__index__()", "Vector.__lt__(a, b)",
             "Vector.__hash__(a)", "Vector.__bool__(a)", "Vector.__new__(Vector, 4)", "Vector.__new__(int)", "Vector.__new__()", "object.__new__(Vector)"]:
    show(text)
c = a
c += Vector(10, 10)
print(c is a, c)
try:
    c += 3
except TypeError as error:
    print(error)
try:
    class V(Vector): pass
except TypeError as error:
    print(error)
