class M:
    def __init__(self, v): self.v = v
    def __matmul__(self, o): return self.v * o.v
print(M(2) @ M(3))  # expect: 6
1 @ 2  # raises: TypeError: unsupported operand type(s) for @: 'int' and 'int'
x = [1]; x @= [2]  # raises: TypeError: unsupported operand type(s) for @=: 'list' and 'list'
