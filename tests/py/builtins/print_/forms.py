print()  # expect:
print(1, "a", None, [1], sep="-", end="!\n")  # expect: 1-a-None-[1]!
print("a", "b", sep="", end="\n")  # expect: ab
print(*[1, 2], sep=None, end=None)  # expect: 1 2
class F:
    def __init__(self): self.out = []
    def write(self, s): self.out.append(s)
    def flush(self): self.out.append("flush")
f = F()
print("x", 1, file=f, flush=True)
print(f.out)  # expect: ['x', ' ', '1', '\n', 'flush']
print(1, sep=5)  # raises: TypeError: sep must be None or a string, not int
print(1, end=5)  # raises: TypeError: end must be None or a string, not int
print(1, foo=2)  # raises: TypeError: 'foo' is an invalid keyword argument for print()
print(1, file=5)  # raises: AttributeError: 'int' object has no attribute 'write'
