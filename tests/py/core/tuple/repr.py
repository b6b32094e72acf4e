print((), (1,), (1, 2), ((),), ("a",), (None, [1]))  # expect: () (1,) (1, 2) ((),) ('a',) (None, [1])
l = []
t = (l,)
l.append(t)
print(t, l)  # expect: ([(...)],) [([...],)]
