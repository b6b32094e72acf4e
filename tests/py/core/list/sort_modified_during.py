l = [3, 1, 2]
def key(x):
    l.append(9)
    return x
l.sort(key=key)  # raises: ValueError: list modified during sort
m = [3, 1]
try: m.sort(key=lambda x: m.clear() or len(m))
except ValueError as e: print(e, m)
print(m)  # expect: [3, 1]
