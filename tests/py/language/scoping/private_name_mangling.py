class A:
    __x = 1
    def get(self): return self.__x
    def set(self, __v): self.__y = __v
    def loc(self):
        __z = 3
        return locals()
    __dunder__ = 4
    _single = 5
a = A()
a.set(2)
print(a.get(), vars(a), a._A__x, A.__dunder__, sorted(a.loc())[0])  # expect: 1 {'_A__y': 2} 1 4 _A__z
class __B:
    __q = 1
print([k for k in vars(__B) if "q" in k])  # expect: ['_B__q']
class _C_:
    def f(self, o): return o.__n
_C_().f(0)  # raises: AttributeError: 'int' object has no attribute '_C___n'
