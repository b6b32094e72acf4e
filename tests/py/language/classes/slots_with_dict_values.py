class A:
    __slots__ = {"x": "doc of x", "y": None}
print(A.x.__doc__, A.y.__doc__, A.__slots__["x"])  # expect: None None doc of x
