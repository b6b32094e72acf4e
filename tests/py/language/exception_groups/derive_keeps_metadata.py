class MyGroup(ExceptionGroup):
    def derive(self, excs): return MyGroup(self.message + "*", excs)
g = MyGroup("m", [ValueError(1), TypeError(2)])
g.add_note("n")
g.__cause__ = KeyError("c")
s = g.subgroup(ValueError)
print(repr(s), s.__notes__, repr(s.__cause__), type(s).__name__)
# expect: MyGroup('m*', [ValueError(1)]) ['n'] KeyError('c') MyGroup
