class A:
    def __init__(self): self.log = []
    def __iadd__(self, o): self.log.append(("iadd", o)); return self
    def __add__(self, o): return "add"
    def __sub__(self, o): return ("sub", o)
    def __imul__(self, o): return NotImplemented
    def __mul__(self, o): return ("mul", o)
a = b = A()
a += 1; print(a is b, a.log)  # expect: True [('iadd', 1)]
a -= 2; print(a)  # expect: ('sub', 2)
a = A(); a *= 3; print(a)  # expect: ('mul', 3)
a = A(); a /= 2  # raises: TypeError: unsupported operand type(s) for /=: 'A' and 'int'
x = 1; x += "a"  # raises: TypeError: unsupported operand type(s) for +=: 'int' and 'str'
x = "a"; x -= 1  # raises: TypeError: unsupported operand type(s) for -=: 'str' and 'int'
x = []; x **= 2  # raises: TypeError: unsupported operand type(s) for **=: 'list' and 'int'
