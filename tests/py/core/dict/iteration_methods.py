d = {"a": 1, "b": 2}
it = iter(d)
print(next(it), it.__length_hint__(), type(it).__name__, list(it))  # expect: a 1 dict_keyiterator ['b']
print([k for k in d], [(k, v) for k, v in d.items()], sum(d.values()), max(d), sorted(d.items(), reverse=True))
# expect: ['a', 'b'] [('a', 1), ('b', 2)] 3 b [('b', 2), ('a', 1)]
print(type(iter(d.items())).__name__, type(iter(d.values())).__name__, type(reversed(d)).__name__)
# expect: dict_itemiterator dict_valueiterator dict_reversekeyiterator
print(iter(d.items()).__reduce__()[1])  # expect: ([('a', 1), ('b', 2)],)
