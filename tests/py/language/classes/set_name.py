class D:
    def __set_name__(self, owner, name): print("set_name", owner.__name__, name)
class A:
    x = D()
    y = z = D()
# expect: set_name A x
# expect: set_name A y
# expect: set_name A z
A.w = D()
class E:
    def __set_name__(self, o, n): raise ValueError("no " + n)
class B: e = E()  # raises: RuntimeError: Error calling __set_name__ on 'E' instance 'e' in 'B'
