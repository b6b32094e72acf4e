class D(dict):
    def __missing__(self, k):
        self[k] = k * 2
        return self[k]
d = D()
print(d[3], d, d.get(9), 9 in d)  # expect: 6 {3: 6} None False
class R(dict):
    def __missing__(self, k): raise LookupError(k)
R()["x"]  # raises: LookupError: x
