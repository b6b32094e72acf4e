def f(): f()
for i in range(3):
    try: f()
    except RecursionError: print("caught", i)
# expect: caught 0
# expect: caught 1
# expect: caught 2
class A:
    def __repr__(self): return repr(self)
try: repr(A())
except RecursionError: print("repr")  # expect: repr
