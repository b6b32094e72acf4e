i = "outer"
print([i for i in range(3)], i)  # expect: [0, 1, 2] outer
print({i for i in "a"}, {i: i for i in "b"}, list(i for i in "c"), i)  # expect: {'a'} {'b': 'b'} ['c'] outer
def f():
    x = 5
    r = [x + y for y in range(2)]
    return r
print(f())  # expect: [5, 6]
y  # raises: NameError: name 'y' is not defined
