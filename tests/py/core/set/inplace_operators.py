s = t = {1, 2, 3}
s |= {4}; s &= {1, 2, 4}; s -= {1}; s ^= {2, 9}
print(sorted(s), s is t)  # expect: [4, 9] True
f = g = frozenset([1])
f |= {2}
print(sorted(f), f is g, type(f).__name__)  # expect: [1, 2] False frozenset
s |= [1]  # raises: TypeError: unsupported operand type(s) for |=: 'set' and 'list'
