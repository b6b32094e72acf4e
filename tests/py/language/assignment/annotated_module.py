x: int = 1
y: str
print(__annotations__)  # expect: {'x': <class 'int'>, 'y': <class 'str'>}
(z): int = 3
print("z" in __annotations__, z)  # expect: False 3
class A: pass
A.b: float = 2.0
print(A.b, __annotations__)  # expect: 2.0 {'x': <class 'int'>, 'y': <class 'str'>}
d = {}
d["k"]: int = 5
print(d)  # expect: {'k': 5}
def noisy():
    print("evaluated")
    return int
d["m"]: noisy() = 6  # expect: evaluated
