x = 5
print("a" if x > 3 else "b", "a" if x > 7 else "b")  # expect: a b
print(1 if 0 else 2 if 0 else 3)  # expect: 3
f = lambda n: n if n else "none"
print(f(0), f(1))  # expect: none 1
print([1 if i % 2 else 0 for i in range(4)])  # expect: [0, 1, 0, 1]
