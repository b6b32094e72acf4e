def f(l): return len(l)
print([f("ab") for _ in range(4)])  # expect: [2, 2, 2, 2]
len = lambda l: "shadowed"
print(f("ab"))  # expect: shadowed
del len
print(f("ab"))  # expect: 2
import builtins
real = builtins.len
builtins.len = lambda l: "patched"
print(f("ab"))  # expect: patched
builtins.len = real
print(f("ab"))  # expect: 2
