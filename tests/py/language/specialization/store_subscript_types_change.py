def put(o, k, v): o[k] = v
l, d = [0, 0], {}
b = bytearray(2)
for i in range(4):
    put(l, 1, i); put(d, "k", i); put(b, 0, i); put(l, -2, i * 2)
print(l, d, b)  # expect: [6, 3] {'k': 3} bytearray(b'\x03\x00')
for o, k in [(l, 9), ((), 0), ("a", 0), (l, "x")]:
    try: put(o, k, 1)
    except (IndexError, TypeError) as e: print(e)
# expect: list assignment index out of range
# expect: 'tuple' object does not support item assignment
# expect: 'str' object does not support item assignment
# expect: list indices must be integers or slices, not str
