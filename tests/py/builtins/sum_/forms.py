print(sum([1, 2]), sum([], 5), sum([[1], [2]], []), sum((1.5, 2)), sum([True, True]), sum([1], start=10), sum(range(10 ** 5)), sum([10 ** 30, 1]), sum([0.1] * 10), sum([1j, 2]))
# expect: 3 5 [1, 2] 3.5 2 11 4999950000 1000000000000000000000000000001 0.9999999999999999 (2+1j)
class A:
    def __radd__(self, o): return ("radd", o)
print(sum([A()]), sum([(1,), (2,)], ()))  # expect: ('radd', 0) (1, 2)
sum(["a"])  # raises: TypeError: unsupported operand type(s) for +: 'int' and 'str'
sum(["a"], "")  # raises: TypeError: sum() can't sum strings [use ''.join(seq) instead]
sum([b"a"], b"")  # raises: TypeError: sum() can't sum bytes [use b''.join(seq) instead]
sum([bytearray()], bytearray())  # raises: TypeError: sum() can't sum bytearray [use b''.join(seq) instead]
sum(5)  # raises: TypeError: 'int' object is not iterable
sum()  # raises: TypeError: sum() takes at least 1 positional argument (0 given)
sum([[]])  # raises: TypeError: unsupported operand type(s) for +: 'int' and 'list'
