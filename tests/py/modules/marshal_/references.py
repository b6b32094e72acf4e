import marshal
a = [1]
a.append(a)
b = marshal.loads(marshal.dumps(a))
print(b, b[1] is b)  # expect: [1, [...]] True
part = ["x"]
pair = marshal.loads(marshal.dumps((part, part)))
print(pair[0] is pair[1])  # expect: True
pair = marshal.loads(marshal.dumps((part, part), 2))
print(pair[0] is pair[1])  # expect: False
