it = iter("héx")
print(next(it), it.__length_hint__(), list(it), type(it).__name__, [c for c in "漢字"], list(reversed("abc")), sorted("bca"))
# expect: h 2 ['é', 'x'] str_iterator ['漢', '字'] ['c', 'b', 'a'] ['a', 'b', 'c']
print(iter("ab").__reduce__()[1], type(iter("é漢")).__name__)  # expect: ('ab',) str_iterator
