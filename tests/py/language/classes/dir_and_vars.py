class A:
    y = 1
    def f(self): pass
a = A(); a.x = 2
print([n for n in dir(a) if not n.startswith("__")], vars(a))  # expect: ['f', 'x', 'y'] {'x': 2}
class B:
    def __dir__(self): return ["b", "a"]
print(dir(B()))  # expect: ['a', 'b']
vars(5)  # raises: TypeError: vars() argument must have __dict__ attribute
class C:
    def __dir__(self): return 5
dir(C())  # raises: TypeError: 'int' object is not iterable
