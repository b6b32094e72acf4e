print(f"{89.0:#12}|{93.0:#012_}|{-0.0:z}|{-1e-17:z%}|{1e16:_}|{1234567.891:,.1f}|{0.5:.0f}|{2.5:.0f}|{1e22:.0f}")
# expect:         89.0|00_000_093.0|0.0|0.000000%|1e+16|1,234,567.9|0|2|10000000000000000000000
print(f"{float('nan'):010}|{float('-inf'):=+10}|{1.5:é^9}|{-1.5:*=9}|{123456789.0:020,}|{1e5:.3}|{100.0:.3}|{99.5:.2}")
# expect: 0000000nan|-      inf|ééé1.5ééé|-*****1.5|00,000,123,456,789.0|1e+05|1e+02|1e+02
print(f"{1e-5}|{1e-4}|{9.99e15}|{1e16}|{5e-324}|{1.7976931348623157e308}|{0.1 + 0.2}|{1e300:.5g}|{12345.678:n}|{12.0:G}|{1e-7:G}")
# expect: 1e-05|0.0001|9990000000000000.0|1e+16|5e-324|1.7976931348623157e+308|0.30000000000000004|1e+300|12345.7|12|1E-07
print(f"{3:.2f}|{10 ** 20:e}|{255:#x}|{255:#_b}|{-255:#010X}|{65:c}|{1234567:,}|{-1234:015,}|{5:%}|{True:d}|{True}")
# expect: 3.00|1.000000e+20|0xff|0b1111_1111|-0X00000FF|A|1,234,567|-00,000,001,234|500.000000%|1|True
print(f"{1.5 + 2j:.2f}|{1j}|{-0.0 - 2j:>12}|{1 + 2j:_^20}|{complex('nan-infj'):g}|{3 + 0j:#.3}")
# expect: 1.50+2.00j|1j|     (-0-2j)|_______(1+2j)_______|nan-infj|(3.00+0.00j)
format(5, ".2d")  # raises: ValueError: Precision not allowed in integer format specifier
format(5.0, "d")  # raises: ValueError: Unknown format code 'd' for object of type 'float'
format(5, ",n")  # raises: ValueError: Cannot specify ',' with 'n'.
format(5, "10qq")  # raises: ValueError: Invalid format specifier '10qq' for object of type 'int'
format(1j, "010")  # raises: ValueError: Zero padding is not allowed in complex format specifier
format(1.0, ".99999999999999999999f")  # raises: ValueError: Too many decimal digits in format string
