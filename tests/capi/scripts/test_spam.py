# SPDX-License-Identifier: MIT
import inspect

import spam


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", type(error).__name__ + ":", error)


for text in ["spam.measure('spam')", "spam.measure('')", "spam.measure('\\0é')", "spam.measure(3)", "spam.measure()", "spam.measure('a', 'b')",
             "spam.measure(text='a')", "spam.parrot(1000)", "spam.parrot(voltage=5, type='Dead')", "spam.parrot(1, 'b', action='c', type='d')",
             "spam.parrot()", "spam.parrot(1, voltage=2)", "spam.parrot(1, colour=2)", "spam.parrot('x')", "spam.parrot(2**40)", "spam.parrot(1, 'a\\0b')",
             "spam.parrot(1, 2, 3, 4, 5)", "spam.nothing()", "spam.nothing(1)", "spam.nothing(a=1)", "spam.twice(21)", "spam.twice('ab')", "spam.twice(None)",
             "spam.twice()", "spam.largest(3, 9, 2)", "spam.largest()", "spam.largest(1, 'a')", "spam.largest(1, b=2)", "spam.named(1, 2, a=3)",
             "spam.named(**{'x y': 1})", "spam.build()", "spam.EGGS", "spam.MOTTO", "spam.error", "spam.error.__doc__", "spam.error.__bases__",
             "spam.error.__module__", "spam.twice.__doc__", "spam.twice.__text_signature__", "str(inspect.signature(spam.twice))", "spam.measure.__name__",
             "spam.measure.__module__", "spam.measure.__self__ is spam", "type(spam.measure)", "spam.nothing.__doc__"]:
    show(text)
