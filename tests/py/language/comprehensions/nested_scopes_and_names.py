x = 1
print([x for x in [x, 2]], x)  # expect: [1, 2] 1
print([(lambda: [x, y])() for x in range(2) for y in [x + 1]])  # expect: [[0, 1], [1, 2]]
print([__name__ for _ in [0]], [i for i in [i for i in range(2)]])  # expect: ['__main__'] [0, 1]
def f(): return [z for z in [locals()]]
print(f())  # expect: [{}]
