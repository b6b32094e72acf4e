print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5, -2), round(1.25, 1), round(1e300, 2), round(5.5, None), type(round(2.5)).__name__, type(round(2.5, 0)).__name__)
# expect: 2 4 -2 2.67 1200.0 1.2 1e+300 6 int float
print(round(0.5), round(1.5), round(-0.4), round(1e16), round(123.456, 1), round(float("inf"), 1), round(1.5e-10, 12), round(2.5, -400), round(2.5, 400))
# expect: 0 2 0 10000000000000000 123.5 inf 1.5e-10 0.0 2.5
round(float("nan"))  # raises: ValueError: cannot convert float NaN to integer
round(float("inf"))  # raises: OverflowError: cannot convert float infinity to integer
round(1.5, "a")  # raises: TypeError: 'str' object cannot be interpreted as an integer
