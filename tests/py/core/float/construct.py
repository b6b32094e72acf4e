print(float(), float(1), float("1.5"), float(" -2e3 "), float("inf"), float("-Infinity"), float("nan"), float("1_0.5"), float(True), float(b"2.5"), float(".5"), float("5."), float("1e400"), float("٣.٥"))
# expect: 0.0 1.0 1.5 -2000.0 inf -inf nan 10.5 1.0 2.5 0.5 5.0 inf 3.5
class F:
    def __float__(self): return 2.5
class I:
    def __index__(self): return 4
print(float(F()), float(I()), float(10 ** 22))  # expect: 2.5 4.0 1e+22
float("a")  # raises: ValueError: could not convert string to float: 'a'
float("")  # raises: ValueError: could not convert string to float: ''
float("1 2")  # raises: ValueError: could not convert string to float: '1 2'
float(None)  # raises: TypeError: float() argument must be a string or a real number, not 'NoneType'
float([])  # raises: TypeError: float() argument must be a string or a real number, not 'list'
float(1j)  # raises: TypeError: float() argument must be a string or a real number, not 'complex'
float("1e")  # raises: ValueError: could not convert string to float: '1e'
float("0x10")  # raises: ValueError: could not convert string to float: '0x10'
float(1, 2)  # raises: TypeError: float expected at most 1 argument, got 2
class B:
    def __float__(self): return "x"
float(B())  # raises: TypeError: B.__float__ returned non-float (type str)
