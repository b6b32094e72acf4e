print(len(""), len([1]), len({1: 2}), len(range(10)), len(b"ab"), len({1}))  # expect: 0 1 1 10 2 1
class A:
    def __len__(self): return 2 ** 62
print(len(A()))  # expect: 4611686018427387904
len(5)  # raises: TypeError: object of type 'int' has no len()
len()  # raises: TypeError: len() takes exactly one argument (0 given)
len(iter([]))  # raises: TypeError: object of type 'list_iterator' has no len()
class B:
    def __len__(self): return -5
len(B())  # raises: ValueError: __len__() should return >= 0
class C:
    def __len__(self): return 2 ** 63
len(C())  # raises: OverflowError: cannot fit 'int' into an index-sized integer
