f = frozenset([1, 2])
print(hash(f) == hash(frozenset([2, 1])), {f: "v"}[frozenset([2, 1])], f == {1, 2}, type(f | {3}).__name__, type({3} | f).__name__)
# expect: True v True frozenset set
print(frozenset(f) is f, f.copy() is f, f in {f})  # expect: True True True
print({1, 2} in {f})  # expect: True
f.add(1)  # raises: AttributeError: 'frozenset' object has no attribute 'add'
