def locals_in_place(a, b):
    c = a + b
    c += 1
    c *= a - b
    return -c


def constants(x):
    return x * 2 + 3 * 4


def temporaries_in_order(a, b, c, d):
    return (a + b) * (c - d)
