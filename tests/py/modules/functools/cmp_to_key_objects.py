from functools import cmp_to_key
K = cmp_to_key(lambda a, b: (a > b) - (a < b))
print(K(1) < K(2), K(1) == K(1), K(2) >= K(3), K(5).obj, max([K(1), K(7)]).obj)  # expect: True True False 5 7
hash(K(1))  # raises: TypeError: unhashable type: 'functools.KeyWrapper'
K(1) < 2  # raises: TypeError: other argument must be K instance
cmp_to_key()  # raises: TypeError: cmp_to_key() missing required argument 'mycmp' (pos 1)
