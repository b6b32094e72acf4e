def plain(f, x):
    return f(x, g(1))


def methods(o):
    o.a.b(1, key=o)


def unpacked(f, args, kw):
    f(*args)
    f(1, *args, last=2, **kw)
