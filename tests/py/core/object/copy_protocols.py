import copy
class C:
    def __init__(self, v): self.v = v
    def __copy__(self): return C("copied")
    def __deepcopy__(self, memo): return C("deep")
print(copy.copy(C(1)).v, copy.deepcopy([C(1)])[0].v)  # expect: copied deep
l = [1]; l.append(l)
d = copy.deepcopy(l)
print(d[1] is d, d is not l)  # expect: True True
t = (1, [2]); print(copy.deepcopy(t)[1] is t[1], copy.copy(t) is t, copy.deepcopy((1, 2)) == (1, 2))
# expect: False True True
class R:
    def __reduce__(self): return (list, ("ab",))
print(copy.copy(R()))  # expect: ['a', 'b']
