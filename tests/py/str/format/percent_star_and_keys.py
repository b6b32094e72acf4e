print("%*d|%-*d|%.*f" % (5, 42, -5, 42, 2, 3.14159), "%(a)s %(b(c))05d" % {"a": 1, "b(c)": 2}, "%s" % {}, "x" % [], "%%%s" % (1,))
# expect:    42|42   |3.14 1 00002 {} x %1
print("%#x %#o %#X %+d % d %05d %-5d| %.3d %c%c" % (255, 8, 255, 3, 3, -3, 3, 7, 65, "\u1234"))
# expect: 0xff 0o10 0XFF +3  3 -0003 3    | 007 Aሴ
"%5%" % ()  # raises: TypeError: not enough arguments for format string
"%*d" % ("a", 3)  # raises: TypeError: * wants int
"%(a)s" % 1  # raises: TypeError: format requires a mapping
"%d" % "1"  # raises: TypeError: %d format: a real number is required, not str
"%x" % 1.5  # raises: TypeError: %x format: an integer is required, not float
"%y" % 1  # raises: ValueError: unsupported format character 'y' (0x79) at index 1
"%" % ()  # raises: ValueError: incomplete format
