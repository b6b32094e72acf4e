print(abs(-5), abs(5.5), abs(-0.0), abs(3 + 4j), abs(True), abs(-10 ** 30))
# expect: 5 5.5 0.0 5.0 1 1000000000000000000000000000000
class A:
    def __abs__(self): return "abs"
print(abs(A()))  # expect: abs
abs()  # raises: TypeError: abs() takes exactly one argument (0 given)
abs("a")  # raises: TypeError: bad operand type for abs(): 'str'
abs(1, 2)  # raises: TypeError: abs() takes exactly one argument (2 given)
