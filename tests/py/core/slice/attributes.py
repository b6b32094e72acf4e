s = slice(1, 2, 3)
print(s, s.start, s.stop, s.step, slice(5), slice(None), slice(1, 2) == slice(1, 2), slice(1) < slice(2))
# expect: slice(1, 2, 3) 1 2 3 slice(None, 5, None) slice(None, None, None) True True
print(slice(1, 10, 2).indices(5), slice(None, None, -1).indices(5), slice(-3, None).indices(10), slice(100).indices(3))
# expect: (1, 5, 2) (4, -1, -1) (7, 10, 1) (0, 3, 1)
slice()  # raises: TypeError: slice expected at least 1 argument, got 0
slice(1, 2, 3, 4)  # raises: TypeError: slice expected at most 3 arguments, got 4
s.start = 1  # raises: AttributeError: readonly attribute
slice(1).indices(-1)  # raises: ValueError: length should not be negative
slice("a").indices(5)  # raises: TypeError: slice indices must be integers or None or have an __index__ method
slice(1, 2, 0).indices(5)  # raises: ValueError: slice step cannot be zero
hash(slice(1))  # raises: TypeError: unhashable type: 'slice'
