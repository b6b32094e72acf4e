print([last := i for i in range(3)], last)  # expect: [0, 1, 2] 2
print(any((hit := v) > 2 for v in [1, 3, 5]), hit)  # expect: True 3
def f():
    total = 0
    r = [total := total + v for v in (1, 2, 3)]
    return r, total
print(f())  # expect: ([1, 3, 6], 6)
def g():
    global gg
    [gg := i for i in range(5)]
g()
print(gg)  # expect: 4
