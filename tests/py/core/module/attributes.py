import types
m = types.ModuleType("mod", "doc")
print(m, m.__name__, m.__doc__, m.__loader__, m.__spec__, m.__package__, sorted(vars(m)))
# expect: <module 'mod'> mod doc None None None ['__doc__', '__loader__', '__name__', '__package__', '__spec__']
m.x = 1
print(m.x, dir(m)[-1], m.__dict__["x"])  # expect: 1 x 1
del m.x
m.x  # raises: AttributeError: module 'mod' has no attribute 'x'
types.ModuleType()  # raises: TypeError: module() missing required argument 'name' (pos 1)
types.ModuleType(5)  # raises: TypeError: module() argument 'name' must be str, not int
m.__dict__ = {}  # raises: AttributeError: readonly attribute
