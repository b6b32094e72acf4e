def compare(a, b):
    if a < b and not (a == 0 or b is None):
        return 1
    return a if a not in b else b


def chain(x, y):
    return 0 <= x < y


def chained_condition(o):
    while 0 <= o.x < 10:
        o.step()


def constant_conditions(x):
    if 0:
        never()
    while True:
        if x and 1:
            break
