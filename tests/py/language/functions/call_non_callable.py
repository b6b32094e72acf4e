1()  # raises: TypeError: 'int' object is not callable
"x"()  # raises: TypeError: 'str' object is not callable
None()  # raises: TypeError: 'NoneType' object is not callable
class A: pass
A()()  # raises: TypeError: 'A' object is not callable
[].append(1)()  # raises: TypeError: 'NoneType' object is not callable
