def f(x):
    match x:
        case []: return "empty"
        case [a]: return ("one", a)
        case [a, b]: return ("two", a, b)
        case [a, *rest, z]: return ("many", a, rest, z)
print(f([]), f((1,)), f([1, 2]), f(range(4)), f((1, 2, 3)))
# expect: empty ('one', 1) ('two', 1, 2) ('many', 0, [1, 2], 3) ('many', 1, [2], 3)
match "ab":
    case [a, b]: print("never")
    case str(): print("str is no sequence")  # expect: str is no sequence
match b"ab", {1, 2}, iter([1, 2]):
    case [[_, _], _, _]: print("never")
    case [_, [_, _], _]: print("never")
    case [_, _, [_, _]]: print("never")
    case _: print("none of them")  # expect: none of them
