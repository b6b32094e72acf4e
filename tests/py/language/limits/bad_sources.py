def outcome(source):
    try: return compile(source, "f", "exec") and "ok"
    except (SyntaxError, ValueError) as e: return type(e).__name__
for source in (b"x='\xff'", b"\xff", b"\xef\xbb\xbf", b"x='\xed\xa0\x80'", b"x='\xc0\x80'", b"x='\xf0\x9f", b"# coding: xyz\n"):
    print(outcome(source))
# expect: SyntaxError
# expect: SyntaxError
# expect: ok
# expect: SyntaxError
# expect: SyntaxError
# expect: SyntaxError
# expect: SyntaxError
line = "x = '" + "a" * 10**7 + "'"
print(outcome(line), outcome("#" + line), outcome("\n" * 10**6), outcome(" " * 10**6 + "x"), outcome("a" * 10**6 + " b"))
# expect: ok ok ok IndentationError SyntaxError
