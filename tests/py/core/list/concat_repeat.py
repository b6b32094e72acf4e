a = [1, 2]
print(a + [3], a * 2, 2 * a, a * 0, a * -1, [] + [], [[]] * 2)
# expect: [1, 2, 3] [1, 2, 1, 2] [1, 2, 1, 2] [] [] [] [[], []]
x = [[]] * 3
x[0].append(1); print(x)  # expect: [[1], [1], [1]]
a *= 2; print(a)  # expect: [1, 2, 1, 2]
a * 1.5  # raises: TypeError: can't multiply sequence by non-int of type 'float'
a * "x"  # raises: TypeError: can't multiply sequence by non-int of type 'str'
a * 10 ** 30  # raises: OverflowError: cannot fit 'int' into an index-sized integer
a - a  # raises: TypeError: unsupported operand type(s) for -: 'list' and 'list'
