class C:
    def __init__(self, bases): self.__bases__ = bases
base = C(())
sub = C((base,))
print(issubclass(sub, base), issubclass(base, sub))  # expect: True False
