print(str(123), repr(-5), 10 ** 30, -10 ** 25, hex(255), hex(-255), oct(8), bin(5), bin(-5), hex(2 ** 100), bin(0), oct(2 ** 40))
# expect: 123 -5 1000000000000000000000000000000 -10000000000000000000000000 0xff -0xff 0o10 0b101 -0b101 0x10000000000000000000000000 0b0 0o20000000000000
for spec in ["d", "5d", "<5d", "^5d", "05d", "+d", " d", ",", "_", "x", "X", "#x", "#o", "#b", "b", "c", "e", ".2f", "%", "g", "n", "=+8", "*>8", "08,", "_x", "#010x"]:
    print(spec, format(65, spec), end=";")
    # expect: d 65;5d    65;<5d 65   ;^5d  65  ;05d 00065;+d +65; d  65;, 65;_ 65;x 41;X 41;#x 0x41;#o 0o101;#b 0b1000001;b 1000001;c A;e 6.500000e+01;.2f 65.00;% 6500.000000%;g 65;n 65;=+8 +     65;*>8 ******65;08, 0,000,065;_x 41;#010x 0x00000041;
print()
format(5, "s")  # raises: ValueError: Unknown format code 's' for object of type 'int'
format(5, ".2d")  # raises: ValueError: Precision not allowed in integer format specifier
format(-1, "c")  # raises: OverflowError: %c arg not in range(0x110000)
format(5, ",x")  # raises: ValueError: Cannot specify ',' with 'x'.
format(5, "+c")  # raises: ValueError: Sign not allowed with integer format specifier 'c'
format(5, "zz")  # raises: ValueError: Unknown format code 'z' for object of type 'int'
