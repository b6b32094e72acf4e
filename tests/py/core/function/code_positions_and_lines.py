def f(x):
    y = x
    return y
lines = sorted({l - f.__code__.co_firstlineno for _, _, l in f.__code__.co_lines() if l})
print(lines)  # expect: [0, 1, 2]
print(all(len(p) == 4 for p in f.__code__.co_positions()))  # expect: True
