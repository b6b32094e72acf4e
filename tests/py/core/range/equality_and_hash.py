print(range(0) == range(2, 2), range(0, 3, 2) == range(0, 4, 2), range(3) == [0, 1, 2], range(3) != range(4))
# expect: True True False True
print(hash(range(0)) == hash(range(5, 5)), hash(range(0, 3, 2)) == hash(range(0, 4, 2)), {range(3): 1}[range(3)])
# expect: True True 1
range(1) < range(2)  # raises: TypeError: '<' not supported between instances of 'range' and 'range'
