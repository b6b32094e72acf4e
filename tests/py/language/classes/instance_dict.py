class A: pass
a = A()
a.x = 1
d = a.__dict__
d["y"] = 2
print(a.y, d)  # expect: 2 {'x': 1, 'y': 2}
a.__dict__ = {"z": 3}
print(a.z, hasattr(a, "x"), d)  # expect: 3 False {'x': 1, 'y': 2}
a.__dict__["not identifier"] = 1
print(sorted(vars(a)), getattr(a, "not identifier"))  # expect: ['not identifier', 'z'] 1
a.__dict__ = 5  # raises: TypeError: __dict__ must be set to a dictionary, not a 'int'
