def over(items):
    for x in items:
        if x:
            continue
        if not x:
            break
    else:
        done()


def nested(n):
    for i, (a, o.b) in n:
        return i


def comprehension(rows, k):
    return [(x, k) for row in rows if row for x in row]
