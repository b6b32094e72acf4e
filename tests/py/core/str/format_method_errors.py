"{}".format()  # raises: IndexError: Replacement index 0 out of range for positional args tuple
"{a}".format()  # raises: KeyError: 'a'
"{0} {}".format(1, 2)  # raises: ValueError: cannot switch from manual field specification to automatic field numbering
"{} {0}".format(1, 2)  # raises: ValueError: cannot switch from automatic field numbering to manual field specification
"{".format()  # raises: ValueError: Single '{' encountered in format string
"}".format()  # raises: ValueError: Single '}' encountered in format string
"{!x}".format(1)  # raises: ValueError: Unknown conversion specifier x
"{0.nope}".format(1)  # raises: AttributeError: 'int' object has no attribute 'nope'
"{0[5]}".format([1])  # raises: IndexError: list index out of range
"{:z}".format("a")  # raises: ValueError: Negative zero coercion (z) not allowed in string format specifier
"{:d}".format("a")  # raises: ValueError: Unknown format code 'd' for object of type 'str'
"{:5}".format([])  # raises: TypeError: unsupported format string passed to list.__format__
"{!}".format(1)  # raises: ValueError: unmatched '{' in format spec
"{:.-1}".format(1.0)  # raises: ValueError: Format specifier missing precision
