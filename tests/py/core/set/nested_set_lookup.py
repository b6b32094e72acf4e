s = {frozenset([1])}
print({1} in s)  # expect: True
s.discard({1})
print(s)  # expect: set()
hash(set())  # raises: TypeError: unhashable type: 'set'
