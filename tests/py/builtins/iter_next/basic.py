it = iter([1, 2])
print(next(it), next(it), next(it, "default"), next(it, None))  # expect: 1 2 default None
next(it)  # raises: StopIteration
next([])  # raises: TypeError: 'list' object is not an iterator
iter(5)  # raises: TypeError: 'int' object is not iterable
next()  # raises: TypeError: next expected at least 1 argument, got 0
class A:
    def __iter__(self): return []
iter(A())  # raises: TypeError: iter() returned non-iterator of type 'list'
