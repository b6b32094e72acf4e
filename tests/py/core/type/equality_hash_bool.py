class A: pass
print(int == int, int != str, hash(A) == hash(A), {int: "int"}[int], bool(A), A == 5, type(A) == type, int in (str, int))
# expect: True True True int True False True True
int < str  # raises: TypeError: '<' not supported between instances of 'type' and 'type'
A + 1  # raises: TypeError: unsupported operand type(s) for +: 'type' and 'int'
len(A)  # raises: TypeError: object of type 'type' has no len()
A[1]  # raises: TypeError: type 'A' is not subscriptable
iter(A)  # raises: TypeError: 'type' object is not iterable
