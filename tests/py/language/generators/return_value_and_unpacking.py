def g():
    yield 1
    yield 2
    return 3
a, b = g()
print(a, b, [*g()], (*g(),), {*g()}, sum(g()), dict(zip("ab", g())), max(*g()))
# expect: 1 2 [1, 2] (1, 2) {1, 2} 3 {'a': 1, 'b': 2} 2
print(list(map(str, g())), sorted(g(), reverse=True))  # expect: ['1', '2'] [2, 1]
