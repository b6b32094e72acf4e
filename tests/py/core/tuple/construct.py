print((), (1,), (1, 2), 1, 2, tuple(), tuple("ab"), tuple([1]), tuple({1: 2}))
# expect: () (1,) (1, 2) 1 2 () ('a', 'b') (1,) (1,)
t = (1, 2)
print(tuple(t) is t, t[:] is t, () == tuple())  # expect: True True True
tuple(5)  # raises: TypeError: 'int' object is not iterable
tuple(1, 2)  # raises: TypeError: tuple expected at most 1 argument, got 2
