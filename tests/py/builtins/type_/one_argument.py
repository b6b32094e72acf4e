class A: pass
print(type(A()) is A, type(1).__name__, type(None).__name__, type(...).__name__, type(len).__name__, type(type).__name__, type(lambda: 0).__name__, type(A.__dict__).__name__)
# expect: True int NoneType ellipsis builtin_function_or_method type function mappingproxy
for x in (1, 1.0, 1j, "", b"", [], (), {}, set(), range(1), slice(1), None, print, iter([]), (i for i in []), zip(), NotImplemented, property(), staticmethod(1), classmethod(1), super, type(A().__init__), memoryview(b"")):
    print(type(x), end=" ")
    # expect: <class 'int'> <class 'float'> <class 'complex'> <class 'str'> <class 'bytes'> <class 'list'> <class 'tuple'> <class 'dict'> <class 'set'> <class 'range'> <class 'slice'> <class 'NoneType'> <class 'builtin_function_or_method'> <class 'list_iterator'> <class 'generator'> <class 'zip'> <class 'NotImplementedType'> <class 'property'> <class 'staticmethod'> <class 'classmethod'> <class 'type'> <class 'type'> <class 'memoryview'>
print()
