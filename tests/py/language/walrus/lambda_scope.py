f = lambda: (x := 4) + 1
print(f())  # expect: 5
x  # raises: NameError: name 'x' is not defined
