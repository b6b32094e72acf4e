f = lambda: (yield 1)
print(list(f()))  # expect: [1]
def g():
    def h(): yield "inner"
    yield from h()
    yield h
print(len(list(g())))  # expect: 2
print([list(k()) for k in [lambda: (yield), lambda: (yield from "ab")]])  # expect: [[None], ['a', 'b']]
