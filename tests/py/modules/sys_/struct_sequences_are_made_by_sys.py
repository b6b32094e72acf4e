import sys
flags = type(sys.flags)
for make in (lambda: flags(sys.flags), lambda: tuple.__new__(flags, (1,)), lambda: object.__new__(flags), lambda: object.__new__(type(iter([])))):
    try:
        print(make())
    except TypeError as error:
        print(error)
# expect: cannot create 'sys.flags' instances
# expect: tuple.__new__(sys.flags) is not safe, use sys.flags.__new__()
# expect: object.__new__(sys.flags) is not safe, use sys.flags.__new__()
# expect: object.__new__(list_iterator) is not safe, use list_iterator.__new__()
