# zip, enumerate and dict.items() use a tuple again only if nobody has kept it.
kept = [p for p in zip("ab", "cd")]
print(kept, [p for p in enumerate("ab")], [p for p in {1: 2, 3: 4}.items()])
# expect: [('a', 'c'), ('b', 'd')] [(0, 'a'), (1, 'b')] [(1, 2), (3, 4)]
z = zip("abc", "def")
first = next(z)
second = next(z)
print(first, second, next(z))  # expect: ('a', 'd') ('b', 'e') ('c', 'f')
e = enumerate("abc")
a = next(e); b = next(e)
print(a, b)  # expect: (0, 'a') (1, 'b')
