from collections import namedtuple
P = namedtuple("P", "x y", defaults=[0])
p = P(1)
print(p, p.x, p[1], p._fields, p._asdict(), p._replace(x=5), P._make([7, 8]), p == (1, 0), P._field_defaults, P(y=2, x=1), isinstance(p, tuple))
# expect: P(x=1, y=0) 1 0 ('x', 'y') {'x': 1, 'y': 0} P(x=5, y=0) P(x=7, y=8) True {'y': 0} P(x=1, y=2) True
x, y = p
print(x, y, P.__doc__, P.x.__doc__, namedtuple("Q", ["a", "b"])(1, 2), hash(p) == hash((1, 0)))
# expect: 1 0 P(x, y) Alias for field number 0 Q(a=1, b=2) True
P()  # raises: TypeError: P.__new__() missing 1 required positional argument: 'x'
P(1, 2, 3)  # raises: TypeError: P.__new__() takes from 2 to 3 positional arguments but 4 were given
p.x = 5  # raises: AttributeError: can't set attribute
p._replace(z=1)  # raises: ValueError: Got unexpected field names: ['z']
namedtuple("Bad", "a a")  # raises: ValueError: Encountered duplicate field name: 'a'
namedtuple("Bad", "class")  # raises: ValueError: Type names and field names cannot be a keyword: 'class'
