def f(x):
    match x:
        case ["a", v] | ["b", _, v]: return v
        case {"k": v} | (v, _, _, _): return v
print(f(["a", 1]), f(["b", 2, 3]), f({"k": 4}), f((5, 6, 7, 8)))  # expect: 1 3 4 5
