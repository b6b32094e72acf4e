s = "héllo"
print(s[0], s[-1], s[1:3], s[::-1], s[::2], s[9:], s[-3:], len(s), s[1], s[4:1:-1])
# expect: h o él olléh hlo  llo 5 é oll
s[5]  # raises: IndexError: string index out of range
s["a"]  # raises: TypeError: string indices must be integers, not 'str'
s[1.5]  # raises: TypeError: string indices must be integers, not 'float'
s[0] = "x"  # raises: TypeError: 'str' object does not support item assignment
del s[0]  # raises: TypeError: 'str' object doesn't support item deletion
""[0]  # raises: IndexError: string index out of range
