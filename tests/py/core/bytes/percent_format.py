print(b"%s %d %x %c %c %b %a %r" % (b"s", 5, 255, 65, b"z", b"b", "é", 1), b"%5s|%-5d|%05.1f" % (b"ab", 3, 2.5), b"%(k)d" % {b"k": 1})
# expect: b"s 5 ff A z b '\\xe9' 1" b'   ab|3    |002.5' b'1'
b"%s" % "str"  # raises: TypeError: %b requires a bytes-like object, or an object that implements __bytes__, not 'str'
b"%d" % "x"  # raises: TypeError: %d format: a real number is required, not str
b"%c" % 256  # raises: OverflowError: %c arg not in range(256)
b"%s %s" % (b"a",)  # raises: TypeError: not enough arguments for format string
