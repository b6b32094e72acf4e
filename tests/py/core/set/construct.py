print(set(), {1}, set("a"), set([1, 1]), frozenset(), frozenset([1]), len({1, 1.0, True}), {*()})
# expect: set() {1} {'a'} {1} frozenset() frozenset({1}) 1 set()
set(5)  # raises: TypeError: 'int' object is not iterable
set([[]])  # raises: TypeError: unhashable type: 'list'
set(1, 2)  # raises: TypeError: set expected at most 1 argument, got 2
frozenset(x=1)  # raises: TypeError: frozenset() takes no keyword arguments
