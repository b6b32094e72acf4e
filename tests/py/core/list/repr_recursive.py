l = [1]
l.append(l)
print(l, repr(l), str([l]))  # expect: [1, [...]] [1, [...]] [[1, [...]]]
d = {"l": l}
l.append(d)
print(l)  # expect: [1, [...], {'l': [...]}]
print([None, "a", 1.0, b"x", [], (1,), {1}, ..., print][:8])  # expect: [None, 'a', 1.0, b'x', [], (1,), {1}, Ellipsis]
