x = 1
print(globals()["x"], "x" in locals(), locals() is globals(), vars() is locals())  # expect: 1 True True True
def f(a): return locals(), vars(), "x" in globals()
print(f(5))  # expect: ({'a': 5}, {'a': 5}, True)
globals()["made"] = 7
print(made)  # expect: 7
class A: pass
a = A(); a.q = 1
print(vars(a), "q" in vars(a), type(vars(A)).__name__)  # expect: {'q': 1} True mappingproxy
vars(5)  # raises: TypeError: vars() argument must have __dict__ attribute
vars(1, 2)  # raises: TypeError: vars expected at most 1 argument, got 2
