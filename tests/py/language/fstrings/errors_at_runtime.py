f"{undefined}"  # raises: NameError: name 'undefined' is not defined
f"{5:xyz}"  # raises: ValueError: Invalid format specifier 'xyz' for object of type 'int'
f"{'s':d}"  # raises: ValueError: Unknown format code 'd' for object of type 'str'
f"{[]:5}"  # raises: TypeError: unsupported format string passed to list.__format__
f"{3.5:d}"  # raises: ValueError: Unknown format code 'd' for object of type 'float'
f"{None:>3}"  # raises: TypeError: unsupported format string passed to NoneType.__format__
class A:
    def __format__(self, s): return 5
f"{A()}"  # raises: TypeError: __format__ must return a str, not int
