s = {1, 2, 3}
print(sorted(s.union([4], "a"[:0], (5,))), sorted(s.intersection([1, 2], [2])), sorted(s.difference([1], [2])))
# expect: [1, 2, 3, 4, 5] [2] [3]
print(sorted(s.symmetric_difference([3, 4])), s.issubset(range(9)), s.issuperset([1]), s.isdisjoint([7]), s.union() == s)
# expect: [1, 2, 4] True True True True
s.update([4], (5,)); print(sorted(s))  # expect: [1, 2, 3, 4, 5]
s.intersection_update([1, 4, 5, 9]); print(sorted(s))  # expect: [1, 4, 5]
s.difference_update([1], [4]); print(sorted(s))  # expect: [5]
s.symmetric_difference_update([5, 6]); print(sorted(s))  # expect: [6]
s.union(5)  # raises: TypeError: 'int' object is not iterable
s.update(None)  # raises: TypeError: 'NoneType' object is not iterable
