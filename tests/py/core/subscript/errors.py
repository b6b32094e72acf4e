None[0]  # raises: TypeError: 'NoneType' object is not subscriptable
5[0]  # raises: TypeError: 'int' object is not subscriptable
len[0]  # raises: TypeError: 'builtin_function_or_method' object is not subscriptable
(lambda: 0)[0]  # raises: TypeError: 'function' object is not subscriptable
{1}[0]  # raises: TypeError: 'set' object is not subscriptable
x = 5; x[0] = 1  # raises: TypeError: 'int' object does not support item assignment
del x[0]  # raises: NameError: name 'x' is not defined
object()[1] = 2  # raises: TypeError: 'object' object does not support item assignment
range(3)[0] = 1  # raises: TypeError: 'range' object does not support item assignment
