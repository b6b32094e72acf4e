# SPDX-License-Identifier: MIT
"""Texts for int(), float(), complex() and literals; arithmetic of what they give."""
from subjects import SPECIAL_INTS, text_of

PIECES = list("0123456789abcdefxXoObBeEjJ_+-. \t\n()") + ["inf", "nan", "infinity", "1e400", "9" * 30, "0" * 500, "1" * 5000, "٣", "\U0001d7d8", "\x00", "é", "\ud800", "0x", "p", "p-1074", "p+1023",
                                                             "0.1" + "0" * 800, "2.2250738585072011e-308"]


def make(random):
    return text_of(random, PIECES, 8), random.choice((0, 2, 3, 8, 10, 16, 36, 37, -1, 1, 2**70)), random.choice(SPECIAL_INTS), random.choice(SPECIAL_INTS)


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except (ValueError, OverflowError, TypeError, SyntaxError, ZeroDivisionError, MemoryError):
        return None


def run(case):
    text, base, left, right = case
    made = [attempt(int, text), attempt(int, text, base), attempt(float, text), attempt(complex, text), attempt(float.fromhex, text), attempt(eval, text.strip())]
    data = text.encode("utf-8", "surrogatepass")
    made += [attempt(int, data), attempt(int, bytearray(data), base), attempt(float, data), attempt(float, memoryview(data))]
    for value in made:
        if value is None or callable(value):
            continue
        repr(value)
        for function in (hash, round, abs, lambda v: v + left, lambda v: v * right, lambda v: v // left, lambda v: left % v, lambda v: v < right, lambda v: v.as_integer_ratio(),
                         lambda v: v.to_bytes(8, "little", signed=True), lambda v: divmod(v, left), lambda v: v >> (right & 200), lambda v: v ** 3, lambda v: pow(v, 5, left),
                         lambda v: round(v, right), lambda v: v.hex(), int, float, complex):
            attempt(function, value)
    attempt(lambda: int.from_bytes(data, "big", signed=True))
    attempt(lambda: pow(left, right & 100, int(text)))
    __import__("math").gcd(left, right), attempt(__import__("math").isqrt, left), attempt(__import__("math").comb, left, right & 50)
