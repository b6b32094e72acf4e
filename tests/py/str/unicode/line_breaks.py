print("a\nb\r\nc\rd\x0be\x0cf\x1cg\x1dh\x1ei\x85j\u2028k\u2029l\x1fm".splitlines())
# expect: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l\x1fm']
print("a\n\nb\n".splitlines(True), "\r\n\n\r".splitlines(), "".splitlines(), "\n".splitlines(keepends=1))
# expect: ['a\n', '\n', 'b\n'] ['', '', ''] [] ['\n']
