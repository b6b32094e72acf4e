print(range(3), range(1, 3), range(0, 10, 3), list(range(5, 0, -2)), list(range(0)), list(range(3, 1)))
# expect: range(0, 3) range(1, 3) range(0, 10, 3) [5, 3, 1] [] []
r = range(0, 20, 3)
print(r.start, r.stop, r.step, len(r), r[2], r[-1], r[1:4], r[::-1], 9 in r, 10 in r, 9.0 in r, "a" in r)
# expect: 0 20 3 7 6 18 range(3, 12, 3) range(18, -3, -3) True False True False
print(r.index(9), r.count(9), r.count(1), list(reversed(r)), bool(range(0)), bool(range(1)))
# expect: 3 1 0 [18, 15, 12, 9, 6, 3, 0] False True
r[7]  # raises: IndexError: range object index out of range
r.index(1)  # raises: ValueError: 1 is not in range
r[0] = 1  # raises: TypeError: 'range' object does not support item assignment
