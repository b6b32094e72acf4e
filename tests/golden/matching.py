def kinds(x):
    match x:
        case 0 | -1:
            return "few"
        case [a, *_, b] if a is b:
            return a
        case {"k": v, **rest}:
            return v, rest
        case Point(y, z=None) as p:
            return p, y
        case _:
            return None
