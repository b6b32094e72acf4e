def get(o, k): return o[k]
for i in range(4):
    r = [get([1, 2], 1), get((3, 4), 0), get({"a": 5}, "a"), get("xyz", -1), get(range(9), 3), get(b"ab", 0), get([1, 2, 3], slice(1, 3)), get({1.5: 6}, 1.5)]
print(r)  # expect: [2, 3, 5, 'z', 3, 97, [2, 3], 6]
for bad in [([1], 5), ({}, "k"), ((), 0), ("", 0), ([1], "a")]:
    try: get(*bad)
    except (IndexError, KeyError, TypeError) as e: print(type(e).__name__, e)
# expect: IndexError list index out of range
# expect: KeyError 'k'
# expect: IndexError tuple index out of range
# expect: IndexError string index out of range
# expect: TypeError list indices must be integers or slices, not str
print(get([7], 0), get([7, 8], -1))  # expect: 7 8
