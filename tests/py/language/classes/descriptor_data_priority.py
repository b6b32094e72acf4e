class Data:
    def __get__(self, o, t): return "data"
    def __set__(self, o, v): print("set", v)
class Non:
    def __get__(self, o, t): return "non", o is None, t.__name__
class A:
    d = Data()
    n = Non()
a = A()
a.__dict__["d"] = "instance"
print(a.d, a.n, A.d, A.n)  # expect: data ('non', False, 'A') data ('non', True, 'A')
a.__dict__["n"] = "instance"
print(a.n)  # expect: instance
a.d = 5  # expect: set 5
