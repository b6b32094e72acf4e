for spec in ["", ".2f", "10.3f", "<10.1f", "e", ".0e", "g", ".3g", "G", "%", ".1%", "+.2f", " .2f", "08.2f", ",.2f", "_.1f", "n", "E", "^12.2f", "#.0f", ".10g", "#g", "F", "=+10.1f", "z.1f"]:
    print(repr(spec), format(1234.5678, spec), format(-0.0001, spec))
# expect: '' 1234.5678 -0.0001
# expect: '.2f' 1234.57 -0.00
# expect: '10.3f'   1234.568     -0.000
# expect: '<10.1f' 1234.6     -0.0
# expect: 'e' 1.234568e+03 -1.000000e-04
# expect: '.0e' 1e+03 -1e-04
# expect: 'g' 1234.57 -0.0001
# expect: '.3g' 1.23e+03 -0.0001
# expect: 'G' 1234.57 -0.0001
# expect: '%' 123456.780000% -0.010000%
# expect: '.1%' 123456.8% -0.0%
# expect: '+.2f' +1234.57 -0.00
# expect: ' .2f'  1234.57 -0.00
# expect: '08.2f' 01234.57 -0000.00
# expect: ',.2f' 1,234.57 -0.00
# expect: '_.1f' 1_234.6 -0.0
# expect: 'n' 1234.57 -0.0001
# expect: 'E' 1.234568E+03 -1.000000E-04
# expect: '^12.2f'   1234.57       -0.00
# expect: '#.0f' 1235. -0.
# expect: '.10g' 1234.5678 -0.0001
# expect: '#g' 1234.57 -0.000100000
# expect: 'F' 1234.567800 -0.000100
# expect: '=+10.1f' +   1234.6 -      0.0
# expect: 'z.1f' 1234.6 0.0
format(1.5, "d")  # raises: ValueError: Unknown format code 'd' for object of type 'float'
format(1.5, "x")  # raises: ValueError: Unknown format code 'x' for object of type 'float'
format(1.5, "s")  # raises: ValueError: Unknown format code 's' for object of type 'float'
format(1.5, "c")  # raises: ValueError: Unknown format code 'c' for object of type 'float'
format(1.5, ".f")  # raises: ValueError: Format specifier missing precision
