l = [1, 2, 3]
it = iter(l)
print(next(it), it.__length_hint__(), list(it), it.__length_hint__(), type(it).__name__)
# expect: 1 2 [2, 3] 0 list_iterator
r = reversed(l)
print(next(r), r.__length_hint__(), list(r), type(r).__name__)  # expect: 3 2 [2, 1] list_reverseiterator
it = iter(l); next(it); l.append(4); print(list(it)); l.append(5); print(list(it))
# expect: [2, 3, 4]
# expect: []
print(iter([1, 2]).__reduce__()[0].__name__, iter([1, 2]).__reduce__()[1:])  # expect: iter (([1, 2],), 0)
