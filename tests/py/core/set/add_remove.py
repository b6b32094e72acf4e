s = {1, 2}
s.add(3); s.add(1); s.discard(9); s.remove(2)
print(sorted(s), len(s), 3 in s)  # expect: [1, 3] 2 True
p = s.pop(); print(len(s), p in s)  # expect: 1 False
s.clear(); print(s)  # expect: set()
s.remove("x")  # raises: KeyError: 'x'
set().pop()  # raises: KeyError: 'pop from an empty set'
s.add([])  # raises: TypeError: unhashable type: 'list'
[] in s  # raises: TypeError: unhashable type: 'list'
s.remove({1})  # raises: KeyError: {1}
