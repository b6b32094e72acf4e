print(sum(i for i in range(4)), sorted(-i for i in range(3)))  # expect: 6 [-2, -1, 0]
def f(x, y=0): return list(x), y
print(f((i for i in "ab"), y=1))  # expect: (['a', 'b'], 1)
