def f(n):
    try:
        if n: f(n - 1)
        raise ValueError(n)
    except ValueError:
        raise KeyError(n)
try: f(100)
except KeyError as e:
    n = 0
    while e: e = e.__context__; n += 1
    print(n)  # expect: 2
