import itertools as it
print(list(it.zip_longest("ab", [1])), list(it.zip_longest("a", [1, 2], fillvalue="-")), list(it.zip_longest()))
# expect: [('a', 1), ('b', None)] [('a', 1), ('-', 2)] []
a, b = it.tee([1, 2, 3])
print(next(a), next(a), list(b), list(a))  # expect: 1 2 [1, 2, 3] [3]
x, y, z = it.tee(iter("ab"), 3)
print(list(z), list(x), list(y), it.tee([], 0))  # expect: ['a', 'b'] ['a', 'b'] ['a', 'b'] ()
it.tee([1], -1)  # raises: ValueError: n must be >= 0
it.zip_longest([1], bad=2)  # raises: TypeError: zip_longest() got an unexpected keyword argument
