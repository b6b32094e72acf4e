class It:
    def __iter__(self):
        yield 1
        raise ValueError("stop")
a = b = None
try:
    a, b = It()
except ValueError as e:
    print(a, b, e)  # expect: None None stop
x = [0]
try:
    x[0], x[5] = 1, 2
except IndexError as e:
    print(x, e)  # expect: [1] list assignment index out of range
