fs = [lambda: (i, j) for i in range(2) for j in range(2)]
print([f() for f in fs])  # expect: [(1, 1), (1, 1), (1, 1), (1, 1)]
def f(n):
    return [[n * i + j for j in range(n)] for i in range(n)]
print(f(2))  # expect: [[0, 1], [2, 3]]
gen = (lambda: k for k in range(2))
print([g() for g in gen])  # expect: [0, 1]
