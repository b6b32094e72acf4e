import sys
def hook(u): print("unraisable", type(u.exc_value).__name__, u.exc_value, u.err_msg, u.object.__qualname__)
sys.unraisablehook = hook
class A:
    def __del__(self): raise KeyError("k")
A()  # expect: unraisable KeyError 'k' None A.__del__
print("end")  # expect: end
