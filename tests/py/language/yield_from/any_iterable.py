def g():
    yield from [1, 2]
    yield from "ab"
    r = yield from range(2)
    print(r)
print(list(g()))
# expect: None
# expect: [1, 2, 'a', 'b', 0, 1]
def bad(): yield from 5
list(bad())  # raises: TypeError: 'int' object is not iterable
