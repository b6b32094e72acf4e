# SPDX-License-Identifier: MIT
"""Decoding of random bytes, encoding of odd strings, with every codec and error handler; incremental decoders; binascii and base64."""
import _codecs
import codecs

from subjects import mutate_bytes, text_of

NAMES = ["utf-8", "utf-8-sig", "utf-7", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "ascii", "latin-1", "cp1252", "cp437", "koi8-r", "idna", "punycode", "unicode-escape",
         "raw-unicode-escape", "base64", "hex", "quopri", "uu", "rot13", "mbcs", "undefined", "charmap", "utf8", "\x00", "é"]
ERRORS = ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape", "surrogatepass", "odd", "none"]
PIECES = ["a", "é", "€", "\U0001f600", "\ud800", "\udcff", "\udbff\udfff", "\x00", "\\", "\\u", "\\x4", "\\N{", "\\N{DIGIT ONE}", "\\U0011", "+", "-", "+AGE-", "&", "=", "\n", "\ufeff", "ab" * 40]


def odd(error):
    """An error handler that answers strangely."""
    number = error.start % 6
    return [("", error.end), ("\ud800", error.end), (b"\xff\x00", error.end), ("x" * 9, len(error.object)), ("?", error.end + 1), (None, 0)][number]


codecs.register_error("odd", odd)


def make(random):
    data = b"".join(piece.encode("utf-8", "surrogatepass") for piece in random.choices(PIECES, k=random.randrange(6)))
    if random.random() < 0.5:
        data = random.choice(["", "aé€\U0001f600", "+AGE-"]).encode(random.choice(NAMES[3:9]))
    data = mutate_bytes(random, data) if random.random() < 0.7 else random.randbytes(random.randrange(20))
    return random.choice(NAMES), random.choice(ERRORS), data, text_of(random, PIECES, 8), random.randrange(9)


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except Exception:
        return None


def run(case):
    name, errors, data, text, cut = case
    attempt(data.decode, name, errors)
    attempt(codecs.decode, data, name, errors)
    attempt(text.encode, name, errors)
    attempt(codecs.encode, text, name, errors)
    attempt(lambda: codecs.encode(data, name, errors))
    for final in (True, False):
        decoder = attempt(lambda: codecs.getincrementaldecoder(name)(errors))
        if decoder:
            attempt(lambda: decoder.decode(data[:cut]) + decoder.decode(data[cut:], final))
            attempt(lambda: decoder.setstate(decoder.getstate()))
        encoder = attempt(lambda: codecs.getincrementalencoder(name)(errors))
        if encoder:
            attempt(lambda: encoder.encode(text[:cut]) + encoder.encode(text[cut:], final))
    for function in ("utf_8_decode", "utf_7_decode", "utf_16_ex_decode", "utf_32_ex_decode", "unicode_escape_decode", "raw_unicode_escape_decode", "escape_decode", "ascii_decode", "charmap_decode"):
        attempt(getattr(_codecs, function), data, errors)
    attempt(_codecs.charmap_decode, data, errors, text)
    attempt(_codecs.charmap_encode, text, errors, {ord(c): cut for c in text[:4]})
    attempt(lambda: text.translate({ord(c): text[:cut] for c in text[:3]}))
    import binascii
    for function in ("a2b_base64", "a2b_hex", "a2b_uu", "a2b_qp", "b2a_base64", "b2a_hex", "b2a_uu", "b2a_qp", "crc32", "crc_hqx", "rlecode_hqx"):
        attempt(getattr(binascii, function, None), data)
        attempt(getattr(binascii, function, None), text)
