l = [1]
it = iter(l)
print(list(it), l.append(2), list(it), it.__reduce__()[1], it.__length_hint__())  # expect: [1] None [] ([],) 0
r = reversed(l)
print(list(r), l.append(3), list(r))  # expect: [2, 1] None []
d = {1: 1}
it = iter(d)
print(list(it), list(it), it.__length_hint__())  # expect: [1] [] 0
s = iter({1})
print(next(s), list(s), list(s))  # expect: 1 [] []
t = iter(())
print(list(t), t.__reduce__()[1], list(zip()), list(zip([1], [])), next(iter(range(0)), "end"))
# expect: [] ((),) [] [] end
it = iter([1, 2, 3, 4])
it.__setstate__(2)
print(next(it), it.__length_hint__(), it.__reduce__()[1:])  # expect: 3 1 (([1, 2, 3, 4],), 3)
it.__setstate__(-5); print(list(it))  # expect: [1, 2, 3, 4]
