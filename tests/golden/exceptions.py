def clauses(f):
    try:
        f()
    except ValueError as e:
        return e
    except (KeyError, OSError):
        raise
    else:
        return 1


def finally_on_every_way(f):
    for x in f:
        try:
            if x:
                return x
            break
        finally:
            x.close()


def managers(a):
    with a, a.b() as c:
        return c
