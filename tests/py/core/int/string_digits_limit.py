import sys
print(sys.get_int_max_str_digits(), sys.int_info.default_max_str_digits, sys.int_info.str_digits_check_threshold)
# expect: 4300 4300 640
n = 10 ** 4299
print(len(str(n)))  # expect: 4300
str(10 ** 4300)  # raises: ValueError: Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit
int("1" * 4301)  # raises: ValueError: Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; use sys.set_int_max_str_digits() to increase the limit
print(len(hex(10 ** 5000)), int("f" * 5000, 16).bit_length())  # expect: 4155 20000
sys.set_int_max_str_digits(0)
print(len(str(10 ** 5000)))  # expect: 5001
