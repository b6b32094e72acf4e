class I:
    def __index__(self): return 10
print(bin(I()), hex(I()), oct(I()), bin(-10), hex(True))  # expect: 0b1010 0xa 0o12 -0b1010 0x1
bin(1.5)  # raises: TypeError: 'float' object cannot be interpreted as an integer
hex("a")  # raises: TypeError: 'str' object cannot be interpreted as an integer
oct(None)  # raises: TypeError: 'NoneType' object cannot be interpreted as an integer
