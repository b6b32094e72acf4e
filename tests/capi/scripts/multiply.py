# SPDX-License-Identifier: MIT
# Functions that hosts call.


def multiply(a, b):
    print("Will compute", a, "times", b)
    c = 0
    for _ in range(a):
        c = c + b
    return c


def fail(*args):
    raise KeyError("failed", *args)


def text(*args):
    return "not a number"


number = 3
