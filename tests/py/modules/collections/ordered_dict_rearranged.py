from collections import OrderedDict
od = OrderedDict((i, str(i)) for i in range(6))
for i in (3, 5, 0): od.move_to_end(i, last=False)
print(list(od))  # expect: [0, 5, 3, 1, 2, 4]
for i in (3, 4): od.move_to_end(i)
print(list(od), list(reversed(od)), od.popitem(), od.popitem(last=False), list(od.items()))
# expect: [0, 5, 1, 2, 3, 4] [4, 3, 2, 1, 5, 0] (4, '4') (0, '0') [(5, '5'), (1, '1'), (2, '2'), (3, '3')]
for i in range(100):
    od[i] = i
    od.move_to_end(i, last=i % 2 == 0)
    if len(od) > 4: od.popitem(last=i % 3 == 0)
print(list(od), list(od.keys()), list(od.values()), list(reversed(od.values())))
# expect: [99, 82, 88, 94] [99, 82, 88, 94] [99, 82, 88, 94] [94, 88, 82, 99]
od.move_to_end("x")  # raises: KeyError: 'x'
for k in od: od.move_to_end(k)  # raises: RuntimeError: OrderedDict mutated during iteration
for k in od: del od[k]  # raises: RuntimeError: OrderedDict mutated during iteration
OrderedDict().popitem()  # raises: KeyError: 'dictionary is empty'
