for it in [iter([1, 2]), iter((1,)), iter("ab"), iter(b"a"), iter(range(3)), reversed([1]), iter(bytearray(b"xy"))]:
    print(type(it).__name__, it.__length_hint__(), it.__reduce__()[1:])
# expect: list_iterator 2 (([1, 2],), 0)
# expect: tuple_iterator 1 (((1,),), 0)
# expect: str_ascii_iterator 2 (('ab',), 0)
# expect: bytes_iterator 1 ((b'a',), 0)
# expect: range_iterator 3 ((range(0, 3),), 0)
# expect: list_reverseiterator 1 (([1],), 0)
# expect: bytearray_iterator 2 ((bytearray(b'xy'),), 0)
print(iter({1: 2}).__length_hint__(), iter({5}).__length_hint__(), iter({1: 2}.items()).__length_hint__())
# expect: 1 1 1
