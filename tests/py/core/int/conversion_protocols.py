class I:
    def __int__(self): return 7
class X:
    def __index__(self): return 8
class T:
    def __trunc__(self): return 9
print(int(I()), int(X()))  # expect: 7 8
class Bad:
    def __int__(self): return "x"
int(Bad())  # raises: TypeError: __int__ returned non-int (type str)
int(object())  # raises: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'object'
