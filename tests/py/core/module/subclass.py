import types
class M(types.ModuleType):
    @property
    def p(self): return "prop " + self.__name__
m = M("sub")
print(m.p, repr(m), isinstance(m, types.ModuleType))  # expect: prop sub <module 'sub'> True
