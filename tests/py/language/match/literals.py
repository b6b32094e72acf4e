def f(x):
    match x:
        case 0: return "zero"
        case 1 | 2: return "small"
        case -3: return "neg"
        case "s": return "str"
        case b"b": return "bytes"
        case None: return "none"
        case True: return "true"
        case 1.5: return "float"
        case 1 + 2j: return "complex"
        case _: return "other"
print([f(x) for x in (0, 1, 2, -3, "s", b"b", None, True, 1.5, 1 + 2j, 9, False, 0.0)])
# expect: ['zero', 'small', 'small', 'neg', 'str', 'bytes', 'none', 'small', 'float', 'complex', 'other', 'zero', 'zero']
