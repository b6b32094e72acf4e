a, d = [1, 2], {"x": 1}
print([*a, 3], (*a, *a), {*a, 2}, {**d, "y": 2, **{"x": 9}})  # expect: [1, 2, 3] (1, 2, 1, 2) {1, 2} {'x': 9, 'y': 2}
print([*"ab", *range(2), *{5: 0}])  # expect: ['a', 'b', 0, 1, 5]
print(*a, *"xy", sep="-")  # expect: 1-2-x-y
