def f(*a, **k): return a, k
print(f(a := 1, b=(c := 2)), a, c)  # expect: ((1,), {'b': 2}) 1 2
x = [5, 6]
print(x[i := 1], i)  # expect: 6 1
print({(k := "a"): (v := 1)}, k, v)  # expect: {'a': 1} a 1
print(f"{(w := 3)}", w)  # expect: 3 3
