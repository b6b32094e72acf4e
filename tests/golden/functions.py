@decorate(1)
@again
def outer(a, /, b=[], *args, c: int = 3, **kw) -> str:
    """doc"""
    count = 0

    def inner():
        nonlocal count
        count += a
        return count

    return inner, lambda x=1: x


class Point(Base, metaclass=Meta):
    x: int = 0

    def area(self):
        return super().area() + __class__.x
