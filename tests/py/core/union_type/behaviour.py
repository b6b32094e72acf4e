u = int | str
print(u, u.__args__, u == str | int, hash(u) == hash(str | int), int | None, int | str | int, type(u).__name__, u | float, list[int] | None, None | int)
# expect: int | str (<class 'int'>, <class 'str'>) True True int | None int | str UnionType int | str | float list[int] | None None | int
print(isinstance(5, u), isinstance([], u), issubclass(bool, u), isinstance(None, int | None), int | int)
# expect: True False True True <class 'int'>
int | 5  # raises: TypeError: unsupported operand type(s) for |: 'type' and 'int'
isinstance([], int | list[int])  # raises: TypeError: isinstance() argument 2 cannot be a parameterized generic
u()  # raises: TypeError: 'types.UnionType' object is not callable
u[0]  # raises: TypeError: int | str is not a generic class
"a" | int  # raises: TypeError: unsupported operand type(s) for |: 'str' and 'type'
