it = iter((1, 2))
print(next(it), it.__length_hint__(), type(it).__name__, list(it), next(it, "end"))
# expect: 1 1 tuple_iterator [2] end
print(iter((1,)).__reduce__()[1:])  # expect: (((1,),), 0)
print(list(reversed((1, 2, 3))))  # expect: [3, 2, 1]
