def f(items):
    out = []
    for i in items:
        match i:
            case 0: continue
            case 9: break
            case n:
                try: out.append(10 // (n - 1))
                except ZeroDivisionError: return "zero"
    return out
print(f([0, 2, 3, 9, 1]), f([1]))  # expect: [10, 5] zero
