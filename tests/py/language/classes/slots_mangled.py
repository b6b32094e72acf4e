class A:
    __slots__ = ("__p",)
    def __init__(self): self.__p = 1
print(A()._A__p, sorted(k for k in vars(A) if "p" in k and k[1] != "_"))  # expect: 1 ['_A__p']
