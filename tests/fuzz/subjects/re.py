# SPDX-License-Identifier: MIT
"""Patterns, flags and subjects for re."""
import re

from subjects import text_of

PIECES = ["a", "b", "A", "é", "ß", "\u0130", "ſ", "\U0001f600", ".", "^", "$", "*", "+", "?", "*?", "+?", "??", "*+", "++", "?+", "{2}", "{1,3}", "{,2}", "{0}", "{2,}?", "{65535}",
          "{4294967295}", "{1000000000}", "(", ")", "(?:", "(?P<n>", "(?P=n)", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?i:", "(?-i:", "(?s)", "(?x)", "(?a)", "(?L)", "(?#c)",
          "(?(1)", "(?(n)", "|", "[", "]", "[^", "[a-z]", "[^b]", "[\\d-", "-", "&&", "\\", "\\1", "\\2", "\\99", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\b", "\\B", "\\A", "\\Z",
          "\\x41", "\\u0041", "\\U0001F600", "\\N{DIGIT ONE}", "\\0", "\\777", "\n", " ", "#", "\x00", "ab", "(a|b)*", "(.*)+", "(?:a{2,3}){2,3}"]
SUBJECT = ["a", "b", "ab", "A", "é", "ß", "ſ", "\U0001f600", "\n", " ", "1", "_", "\x00", "aaaa", "\ud800"]


def make(random):
    pattern = text_of(random, PIECES, 14)
    subject = text_of(random, SUBJECT, 30)
    template = text_of(random, ["a", "\\1", "\\g<1>", "\\g<n>", "\\0", "\\", "\\g<", "\n", "\\n", "\U0001f600"], 6)
    flags = random.choice((0, 0, 0, re.I, re.M, re.S, re.X, re.A, re.I | re.A, re.I | re.M | re.S))
    return pattern, subject, template, flags, random.random() < 0.3, random.choice((None, None, -5, 0, 1, 3, 100, 2**70))


def run(case):
    pattern, subject, template, flags, as_bytes, position = case
    if as_bytes:
        pattern, subject, template = (text.encode("utf-8", "surrogatepass") for text in (pattern, subject, template))
    compiled = re.compile(pattern, flags)
    where = () if position is None else (position, 20)
    for method in (compiled.match, compiled.fullmatch, compiled.search):
        found = method(subject, *where)
        if found:
            found.groups(), found.groupdict(), found.span(), found.regs, repr(found)
            found.expand(template)
    compiled.findall(subject, *where)
    compiled.split(subject, 3)
    compiled.sub(template, subject)
    compiled.sub(lambda m: m[0], subject, 2)
    for found in compiled.finditer(subject):
        found.lastindex, found.lastgroup
    scanner = compiled.scanner(subject)
    while scanner.match():
        pass
    repr(compiled), hash(compiled), compiled == re.compile(pattern, flags)
