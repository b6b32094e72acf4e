print(dict[str, int], dict.fromkeys.__name__, dict.__len__({1: 2}), {}.__class__)
# expect: dict[str, int] fromkeys 1 <class 'dict'>
class D(dict): pass
print(type(D.fromkeys("a")).__name__, D.fromkeys("ab", 0))  # expect: D {'a': 0, 'b': 0}
dict.fromkeys()  # raises: TypeError: fromkeys expected at least 1 argument, got 0
dict.fromkeys(5)  # raises: TypeError: 'int' object is not iterable
