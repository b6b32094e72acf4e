it = iter([1, 2, 3])
it.__setstate__(2)
print(next(it))  # expect: 3
it = iter([1, 2, 3]); next(it)
print(it.__reduce__()[2])  # expect: 1
