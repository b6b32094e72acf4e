print((1, 2) == (1, 2), (1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, 2) == [1, 2], (1, "a") < (2, 1))
# expect: True True True True False True
print(hash((1, 2)) == hash((1.0, 2)), {(1, 2): "v"}[(1, 2)], hash(()) == hash(()))  # expect: True v True
hash(([],))  # raises: TypeError: unhashable type: 'list'
(1,) < ("a",)  # raises: TypeError: '<' not supported between instances of 'int' and 'str'
