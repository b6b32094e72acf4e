# SPDX-License-Identifier: MIT
"""Formats for struct, memoryview.cast() and what they are given."""
import struct

from subjects import SPECIAL_INTS, text_of

PIECES = list("xcbB?hHiIlLqQnNefdspP@=<>! ") + ["0s", "3s", "10p", "0p", "2i", "0i", "255p", "256p", "99999999999s", "9223372036854775807x", "é", "\x00", "2", "18446744073709551616b"]
VALUES = [*SPECIAL_INTS, 0.0, -0.0, 1e308, 1e-320, float("inf"), 65504.0, 65520.0, b"", b"abc", b"x" * 300, "a", None, True]


def make(random):
    return (text_of(random, PIECES, 7), [random.choice(VALUES) for _ in range(random.randrange(6))], random.randbytes(random.choice((0, 1, 3, 8, 16, 64))),
            random.choice((0, 1, -1, 5, -100, 2**63, -2**63)))


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except (struct.error, TypeError, ValueError, OverflowError, MemoryError, UnicodeError):
        return None


def run(case):
    text, values, data, offset = case
    for each in (text, text.encode("utf-8")):
        compiled = attempt(struct.Struct, each)
        if compiled is None:
            continue
        attempt(compiled.pack, *values)
        attempt(compiled.unpack, data[:compiled.size] if compiled.size < 1000 else data)
        attempt(compiled.unpack_from, data, offset)
        attempt(lambda: list(compiled.iter_unpack(data)))
        attempt(compiled.pack_into, bytearray(data), offset, *values)
        attempt(lambda: compiled.unpack(compiled.pack(*values)))
    attempt(lambda: memoryview(data).cast(text).tolist())
    attempt(lambda: memoryview(bytearray(data)).cast(text).__setitem__(offset, values and values[0]))
