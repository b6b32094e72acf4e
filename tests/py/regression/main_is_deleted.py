# What runs keeps its names when the module is taken out of sys.modules.
import atexit, gc, sys
del sys.modules["__main__"]
gc.collect()
x = 1
def f(): return x
print(__name__, f(), "__main__" in sys.modules)  # expect: __main__ 1 False
atexit.register(lambda: print("end", x))  # expect: end 1
