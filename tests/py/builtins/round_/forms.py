print(round(5), round(5.5), round(6.5), round(1234, -2), round(1250, -2), round(1350, -2), round(1.005, 2), round(True), round(2.5, ndigits=0), round(number=7.7))
# expect: 5 6 6 1200 1200 1400 1.0 1 2.0 8
class A:
    def __round__(self, n="none"): return ("round", n)
print(round(A()), round(A(), 3), round(A(), None))  # expect: ('round', 'none') ('round', 3) ('round', 'none')
round("a")  # raises: TypeError: type str doesn't define __round__ method
round()  # raises: TypeError: round() missing required argument 'number' (pos 1)
round(1, "x")  # raises: TypeError: 'str' object cannot be interpreted as an integer
round(1j)  # raises: TypeError: type complex doesn't define __round__ method
