def f(x):
    match x:
        case n if n < 0: return "neg"
        case [a, b] if a == b: return "same"
        case [a, b]: return "pair"
        case int(): return "int"
print(f(-1), f([1, 1]), f([1, 2]), f(3)) if 0 else None
def g(x):
    match x:
        case [a, b] if a == b: return "same"
        case [a, b]: return "pair"
        case int(n) if n < 0: return "neg"
        case int(): return "int"
print(g(-1), g([1, 1]), g([1, 2]), g(3), g("x"))  # expect: neg same pair int None
