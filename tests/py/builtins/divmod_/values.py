print(divmod(7, 2), divmod(-7, 2), divmod(7.5, 2), divmod(10 ** 30, 7), divmod(True, 1))
# expect: (3, 1) (-4, 1) (3.0, 1.5) (142857142857142857142857142857, 1) (1, 0)
class A:
    def __divmod__(self, o): return "dm"
print(divmod(A(), 1))  # expect: dm
divmod("a", 1)  # raises: TypeError: unsupported operand type(s) for divmod(): 'str' and 'int'
divmod(1)  # raises: TypeError: divmod expected 2 arguments, got 1
divmod(1, 0)  # raises: ZeroDivisionError: integer division or modulo by zero
