class O: pass
class A(O): pass
class B(O): pass
class C(A, B): pass
print([k.__name__ for k in C.__mro__], C.mro() == list(C.__mro__))  # expect: ['C', 'A', 'B', 'O', 'object'] True
class X(B, A): pass
class Z(C, X): pass  # raises: order (MRO) for bases A, B
