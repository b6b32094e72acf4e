class A:
    def __index__(self): return 3
    def __len__(self): return 4
    def __bool__(self): return False
a = A()
print([0, 1, 2, 3][a], "abcd"[:a], range(a), hex(a), bool(a), len(a), int(a), 2 * [0] * a)
# expect: 3 abc range(0, 3) 0x3 False 4 3 [0, 0, 0, 0, 0, 0]
class B:
    def __index__(self): return "x"
[1][B()]  # raises: TypeError: __index__ returned non-int (type str)
class C:
    def __len__(self): return 1.5
len(C())  # raises: TypeError: 'float' object cannot be interpreted as an integer
class D:
    def __len__(self): return 2 ** 100
len(D())  # raises: OverflowError: cannot fit 'int' into an index-sized integer
