import marshal
values = [None, True, ..., 0, -1, 2**31, -(2**31) - 1, 10**30, 1.5, -0.0, 1 + 2j, "a", "é", "\udc80", b"", (), (1, (2,)), [[]],
          {"a": [1]}, {1, 2}, frozenset("ab"), StopIteration]
for version in range(5):
    print(all(marshal.loads(marshal.dumps(value, version)) == value for value in values))
# expect: True
# expect: True
# expect: True
# expect: True
# expect: True
print(marshal.version)  # expect: 4
