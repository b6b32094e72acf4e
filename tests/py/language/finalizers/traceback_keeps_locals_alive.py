class A:
    def __del__(self): print("del")
def f():
    a = A()
    raise ValueError
try: f()
except ValueError as e:
    print("handling")
# expect: handling
# expect: del
print("after")  # expect: after
