def maybe(c):
    if c:
        x = 1
    y = x + 1
    del x
    return x + y


def loop(n):
    for i in n:
        last = i
        print(last)
    return last
