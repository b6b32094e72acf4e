print(1j, -1j, 0j, -0j, 1 + 0j, complex(-0.0, -0.0), complex(0, -1), 1.5e20 + 1j, complex("nan"), complex("inf"), 1e-5j, repr(2 + 3j), str(2.5j))
# expect: 1j (-0-1j) 0j (-0-0j) (1+0j) (-0-0j) -1j (1.5e+20+1j) (nan+0j) (inf+0j) 1e-05j (2+3j) 2.5j
print(f"{1 + 2j:.2f} {1 + 2j:10.1f}| {1 + 2j:<12}| {1 + 2j:g} {1.5 + 2j:e} {1 + 2j:+}")
# expect: 1.00+2.00j   1.0+2.0j| (1+2j)      | 1+2j 1.500000e+00+2.000000e+00j (+1+2j)
format(1j, "d")  # raises: ValueError: Unknown format code 'd' for object of type 'complex'
format(1j, "05")  # raises: ValueError: Zero padding is not allowed in complex format specifier
format(1j, "=10")  # raises: ValueError: '=' alignment flag is not allowed in complex format specifier
