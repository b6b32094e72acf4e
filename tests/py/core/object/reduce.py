class A:
    def __init__(self): self.x = 1
class S:
    __slots__ = ("a",)
s = S(); s.a = 5
print(A().__reduce_ex__(2)[1:], s.__reduce_ex__(2)[2], [1].__reduce_ex__(2)[0].__name__, A().__getstate__(), s.__getstate__(), object().__getstate__())
# expect: ((<class '__main__.A'>,), {'x': 1}, None, None) (None, {'a': 5}) __newobj__ {'x': 1} (None, {'a': 5}) None
import copy
a = copy.copy(A()); print(a.x, copy.copy(s).a, copy.deepcopy({"k": [s]})["k"][0].a)  # expect: 1 5 5
class N:
    def __getnewargs__(self): return (1, 2)
    def __new__(cls, *a): print("new", a); return object.__new__(cls)
copy.copy(N(7))
# expect: new (7,)
# expect: new (1, 2)
S().__reduce_ex__(1)  # raises: TypeError: a class that defines __slots__ without defining __getstate__ cannot be pickled
