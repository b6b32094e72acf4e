s = "é\n"
print(f"{s!r} {s!a} {[s]!s}")  # expect: 'é\n' '\xe9\n' ['é\n']
class A:
    def __str__(self): return "str"
    def __repr__(self): return "repr"
    def __format__(self, spec): return f"format({spec})"
a = A()
print(f"{a} {a!s} {a!r} {a:x} {a!r:>6} {a=}")  # expect: format() str repr format(x)   repr a=repr
