print(True, False, bool(), bool(5), bool([]), True + True, True == 1, False == 0, isinstance(True, int), True * 3)
# expect: True False False True False 2 True True True 3
print(True & False, True | False, True ^ True, ~True, -True, True & 3, True / 2, int(True), str(True), repr(False))
# expect: False True False -2 -1 1 0.5 1 True False
print({True: 1}[1], [10, 20][True], "%d" % True, f"{True}", f"{True:5}", True < 2, hash(True))
# expect: 1 20 1 True     1 True 1
print(bool.__mro__, bool.__base__.__name__, type(True & True).__name__, type(True & 1).__name__)
# expect: (<class 'bool'>, <class 'int'>, <class 'object'>) int bool int
bool(1, 2)  # raises: TypeError: bool expected at most 1 argument, got 2
class B(bool): pass  # raises: TypeError: type 'bool' is not an acceptable base type
bool(x=1)  # raises: TypeError: bool() takes no keyword arguments
