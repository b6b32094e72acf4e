print(complex(), complex(1), complex(1, 2), complex("1+2j"), complex("j"), complex(" -1.5e3-2j "), complex("(1+2j)"), complex(1j, 1j), complex(real=1, imag=2), complex("nan+infj"), complex("3"))
# expect: 0j (1+0j) (1+2j) (1+2j) 1j (-1500-2j) (1+2j) (-1+1j) (1+2j) (nan+infj) (3+0j)
class C:
    def __complex__(self): return 3 + 4j
print(complex(C()), complex(True), complex(2.5))  # expect: (3+4j) (1+0j) (2.5+0j)
complex("a")  # raises: ValueError: complex() arg is a malformed string
complex("1 + 2j")  # raises: ValueError: complex() arg is a malformed string
complex("")  # raises: ValueError: complex() arg is a malformed string
complex("1", 2)  # raises: TypeError: complex() can't take second arg if first is a string
complex(1, "2")  # raises: TypeError: complex() second arg can't be a string
complex(None)  # raises: TypeError: complex() first argument must be a string or a number, not 'NoneType'
complex([])  # raises: TypeError: complex() first argument must be a string or a number, not 'list'
class B:
    def __complex__(self): return 1.0
complex(B())  # raises: TypeError: __complex__ returned non-complex (type float)
