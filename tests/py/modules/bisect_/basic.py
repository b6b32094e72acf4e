import bisect
l = [1, 3, 3, 5]
print(bisect.bisect(l, 3), bisect.bisect_left(l, 3), bisect.bisect_right(l, 0), bisect.bisect(l, 9), bisect.bisect_left(l, 3, 2), bisect.bisect_left([(1, "a"), (2, "b")], 2, key=lambda p: p[0]))
# expect: 3 1 0 4 2 1
bisect.insort(l, 4); bisect.insort_left(l, 3); print(l)  # expect: [1, 3, 3, 3, 4, 5]
bisect.bisect([1], "a")  # raises: TypeError: '<' not supported between instances of 'str' and 'int'
bisect.bisect([1], 1, -1)  # raises: ValueError: lo must be non-negative
