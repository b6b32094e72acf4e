a = [1, 2]
a.insert(-99, 0)
print(a)  # expect: [0, 1, 2]
a.insert(99, 3)
print(a)  # expect: [0, 1, 2, 3]
a.insert("x", 0)  # raises: TypeError: 'str' object cannot be interpreted as an integer
a.insert()  # raises: TypeError: insert expected 2 arguments, got 0
