class A:
    def __eq__(self, o): return "eq"
print(A() != 1)  # expect: False
class B:
    def __eq__(self, o): return NotImplemented
b = B()
print(b != 1, b == 1, b == b, b != b, b.__ne__(1))  # expect: True False True False NotImplemented
