# SPDX-License-Identifier: MIT
"""Format specs, templates of str.format() and of the % operator, f-strings."""
from subjects import SPECIAL_INTS, text_of

SPEC = ["<", ">", "^", "=", "*", "é", "\U0001f600", "+", "-", " ", "#", "0", "1", "20", "300", "9999999999999999999999", "z", ",", "_", ".", ".0", ".3", ".400", ".9223372036854775807",
        "b", "c", "d", "e", "E", "f", "F", "g", "G", "n", "o", "s", "x", "X", "%", "{", "}", "\x00", "y"]
TEMPLATE = ["{", "}", "{{", "}}", "{}", "{0}", "{1}", "{a}", "{0.real}", "{0[0]}", "{0[a]}", "{a.b.c}", "{!r}", "{0!s:>10}", "{:{}}", "{:{}.{}}", "{0:{0:{0}}}", "{99999999999999999999}", "{0[", "]", "!", ":", "é",
            "\U0001f600", "text", "{0.__class__.__mro__}", "{-1}", "{ }", "{0 }", "{0[99999999999999999999]}", "{\x00}"]
PERCENT = ["%", "%%", "%s", "%r", "%a", "%d", "%i", "%u", "%x", "%X", "%o", "%c", "%e", "%f", "%g", "%G", "%5d", "%-5s", "%05d", "%+d", "%#x", "% d", "%.3f", "%.400f", "%*d", "%.*f", "%(a)s", "%(a", "%(a)", "%99999999999999999999d",
           "%.9223372036854775807f", "%l", "%ld", "text", "é", "\U0001f600", "\x00", "%b", "%()s"]
VALUES = [*SPECIAL_INTS, 0.0, -0.0, 1.5, -1e300, 1e-300, float("inf"), float("nan"), 1j, -0.5 - 2.5j, "text", "é", "\U0001f600", "", b"bytes", None, True, (), (1, 2), [1], {"a": 1}, 10**400]


def make(random):
    return (text_of(random, SPEC, 6), text_of(random, TEMPLATE, 6), text_of(random, PERCENT, 6),
            [random.choice(VALUES) for _ in range(random.randrange(4))], random.choice(VALUES))


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except Exception:
        return None


def run(case):
    spec, template, percent, values, value = case
    attempt(format, value, spec)
    attempt(template.format, *values)
    attempt(template.format, value, value, value, a=value)
    attempt(template.format_map, {"a": value})
    attempt(lambda: list(__import__("_string").formatter_parser(template)))
    attempt(lambda: [first for first in __import__("_string").formatter_field_name_split(template)[1]])
    attempt(lambda: percent % tuple(values))
    attempt(lambda: percent % value)
    attempt(lambda: percent % {"a": value})
    attempt(lambda: percent.encode("utf-8") % tuple(values))
    attempt(lambda: bytearray(percent.encode("utf-8")) % value)
    attempt(lambda: eval("f" + repr(template), {"a": value}))
    attempt(lambda: eval("f'{a:" + spec + "}'", {"a": value}))
