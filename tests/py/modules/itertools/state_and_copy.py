from itertools import *
def advanced(it, n):
    for _ in range(n): next(it)
    return it
def again(it):
    cls, args, *state = it.__reduce__()
    it = cls(*args)
    if state: it.__setstate__(state[0])
    return list(islice(it, 8))
print(again(advanced(combinations("abcd", 2), 2)), again(advanced(permutations("abc", 2), 4)))
# expect: [('a', 'd'), ('b', 'c'), ('b', 'd'), ('c', 'd')] [('c', 'a'), ('c', 'b')]
print(again(advanced(product("ab", "xy"), 2)), again(advanced(combinations_with_replacement("abc", 2), 3)))
# expect: [('b', 'x'), ('b', 'y')] [('b', 'b'), ('b', 'c'), ('c', 'c')]
print(again(advanced(count(5, 3), 2)), again(advanced(cycle("abc"), 4)), again(advanced(repeat(1, 3), 1)))
# expect: [11, 14, 17, 20, 23, 26, 29, 32] ['b', 'c', 'a', 'b', 'c', 'a', 'b', 'c'] [1, 1]
print(again(advanced(chain("ab", "cd"), 3)), again(advanced(islice(range(20), 2, 15, 3), 2)), again(advanced(accumulate(range(6)), 3)))
# expect: ['d'] [8, 11, 14] [6, 10, 15]
print(again(advanced(dropwhile(lambda x: x < 3, range(6)), 1)), again(takewhile(lambda x: x < 3, range(6))))
# expect: [4, 5] [0, 1, 2]
print(again(advanced(zip_longest("ab", "c", fillvalue="-"), 1)), again(compress("abc", [1, 0, 1])), again(filterfalse(None, [0, 1, 2, ""])))
# expect: [('b', '-')] ['a', 'c'] [0, '']
print(again(advanced(zip("abc", "xyz"), 1)), again(map(len, ["a", "bc"])), again(advanced(enumerate("abc"), 1)), again(advanced(reversed([1, 2, 3]), 1)))
# expect: [('b', 'y'), ('c', 'z')] [1, 2] [(1, 'b'), (2, 'c')] [2, 1]
a, b = tee(range(4))
next(a)
c = a.__copy__()
print(list(a), list(b), list(c), [(k, list(g)) for k, g in groupby("aabbba")], list(pairwise(range(4))))
# expect: [1, 2, 3] [0, 1, 2, 3] [1, 2, 3] [('a', ['a', 'a']), ('b', ['b', 'b', 'b']), ('a', ['a'])] [(0, 1), (1, 2), (2, 3)]
