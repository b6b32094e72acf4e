def swap(a, b):
    a, b = b, a
    return a, b


def fibonacci(a, b):
    a, b = b, a + b


def targets(o, k, v):
    o.x = o[k] = first, *rest = v
    o.n += 1
    o[k] -= v
    del o.x, o[k], v


def walrus(f):
    while (line := f()) != "":
        print(line + (line := "x"))
