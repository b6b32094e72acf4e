from itertools import *
list(chain([1], 2))  # raises: TypeError: 'int' object is not iterable
chain.from_iterable(3)  # raises: TypeError: 'int' object is not iterable
combinations([1], -1)  # raises: ValueError: r must be non-negative
combinations_with_replacement([1])  # raises: TypeError: combinations_with_replacement() missing required argument 'r' (pos 2)
permutations([1], "a")  # raises: TypeError: Expected int as r
product([1], repeat=-1)  # raises: ValueError: repeat argument cannot be negative
product([1], x=1)  # raises: TypeError: 'x' is an invalid keyword argument for product()
islice([1], -1)  # raises: ValueError: Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.
islice([1], 1, 2, 0)  # raises: ValueError: Step for islice() must be a positive integer or None.
islice([1], "a", 2)  # raises: ValueError: Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.
islice([1])  # raises: TypeError: islice expected at least 2 arguments, got 1
count("a")  # raises: TypeError: a number is required
accumulate([1], None, 3)  # raises: TypeError: accumulate() takes at most 2 positional arguments (3 given)
tee([1], -1)  # raises: ValueError: n must be >= 0
zip_longest([], x=1)  # raises: TypeError: zip_longest() got an unexpected keyword argument
list(starmap(pow, [1]))  # raises: TypeError: 'int' object is not iterable
repeat(1).__length_hint__()  # raises: TypeError: len() of unsized object
groupby(5)  # raises: TypeError: 'int' object is not iterable
cycle()  # raises: TypeError: cycle expected 1 argument, got 0
compress([1])  # raises: TypeError: compress() missing required argument 'selectors' (pos 2)
dropwhile(None)  # raises: TypeError: dropwhile expected 2 arguments, got 1
pairwise(3)  # raises: TypeError: 'int' object is not iterable
