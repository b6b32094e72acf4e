class S(set): pass
s = S([1, 2])
print(type(s | {3}).__name__, type(s.copy()).__name__, type(s.union([1])).__name__, type({1} | s).__name__, type(s & s).__name__)
# expect: set set set set set
