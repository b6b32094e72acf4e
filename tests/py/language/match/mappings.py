def g(x):
    match x:
        case {"k": [a, b], **r}: return a, b, r
        case {"k": None}: return "none"
        case {"a": 1, "b": b} | {"c": b}: return "b", b
        case {}: return "any mapping"
        case _: return "no"
print(g({"k": [1, 2], "z": 3}), g({"k": None}), g({}), g([]), g({"k": 5}), g({"a": 1, "b": 2}), g({"c": 3}))
# expect: (1, 2, {'z': 3}) none any mapping no any mapping ('b', 2) ('b', 3)
