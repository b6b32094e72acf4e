def walk(t):
    if t:
        l, v, r = t
        yield from walk(l)
        yield v
        yield from walk(r)
print(list(walk((((None, 1, None), 2, None), 3, (None, 4, None)))))  # expect: [1, 2, 3, 4]
def deep(n):
    if n: yield from deep(n - 1)
    yield n
print(sum(deep(100)))  # expect: 5050
