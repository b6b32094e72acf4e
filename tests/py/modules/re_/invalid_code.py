import _sre
print(_sre.compile("x", 0, [1], 0, {}, ()).match("").span())  # expect: (0, 0)
_sre.compile("x", 0, [], 0, {}, ())  # raises: RuntimeError: invalid SRE code
_sre.compile("x", 0, [16], 0, {}, ())  # raises: RuntimeError: invalid SRE code
_sre.compile("x", 0, [17, 5, 1], 0, {}, ())  # raises: RuntimeError: invalid SRE code
_sre.compile("x", 0, [13, 200, 1], 0, {}, ())  # raises: RuntimeError: invalid SRE code
_sre.compile("x", 0, [2 ** 40], 0, {}, ())  # raises: OverflowError: regular expression code size limit exceeded
_sre.compile("x", 0, [-1], 0, {}, ())  # raises: OverflowError: regular expression code size limit exceeded
