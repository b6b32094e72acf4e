"%d" % "x"  # raises: TypeError: %d format: a real number is required, not str
"%s %s" % (1,)  # raises: TypeError: not enough arguments for format string
"%s" % (1, 2)  # raises: TypeError: not all arguments converted during string formatting
"%z" % 1  # raises: ValueError: unsupported format character 'z' (0x7a) at index 1
"%" % ()  # raises: ValueError: incomplete format
"%(a)s" % 5  # raises: TypeError: format requires a mapping
"%(a)s" % {}  # raises: KeyError: 'a'
"%c" % 0x110000  # raises: OverflowError: %c arg not in range(0x110000)
"%c" % "ab"  # raises: TypeError: %c requires int or char
"%x" % 1.5  # raises: TypeError: %x format: an integer is required, not float
"%f" % "a"  # raises: TypeError: must be real number, not str
"%*d" % ("a", 1)  # raises: TypeError: * wants int
"no" % 5  # raises: TypeError: not all arguments converted during string formatting
"%d" % None  # raises: TypeError: %d format: a real number is required, not NoneType
