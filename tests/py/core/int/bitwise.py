print(5 & 3, 5 | 3, 5 ^ 3, ~5, 5 << 3, 5 >> 1, -5 >> 1, -1 >> 100, 1 << 100, -5 & 0xFF, -5 | 3, -5 ^ 3, 0 << 10 ** 20, 1 >> 10 ** 20)
# expect: 1 7 6 -6 40 2 -3 -1 1267650600228229401496703205376 251 -5 -8 0 0
a = 2 ** 100 - 12345
print(a & (2 ** 70 - 1), a | 7, a ^ -1, ~a, -a & 0xFFFF, -a | 2 ** 80, -a ^ a, a >> 90, -a >> 90)
# expect: 1180591620717411291079 1267650600228229401496703193031 -1267650600228229401496703193032 -1267650600228229401496703193032 12345 -1267649391302409786867528486855 -2 1023 -1024
1 << -1  # raises: ValueError: negative shift count
1 >> -1  # raises: ValueError: negative shift count
1 & 1.0  # raises: TypeError: unsupported operand type(s) for &: 'int' and 'float'
1 << 1.0  # raises: TypeError: unsupported operand type(s) for <<: 'int' and 'float'
"a" | 1  # raises: TypeError: unsupported operand type(s) for |: 'str' and 'int'
