from ctypes import *

A = c_int * 4
a = A(1, 2, 3)
print(list(a), len(a), a[-1], a[1:], a[::-1], A.__name__, A._length_, A._type_, (c_int * 4) is A)
# expect: [1, 2, 3, 0] 4 0 [2, 3, 0] [0, 3, 2, 1] c_int_Array_4 4 <class 'ctypes.c_int'> True
a[0:2] = [10, 20]
print(a[:], sizeof(A), alignment(A), sizeof(A * 2))  # expect: [10, 20, 3, 0] 16 4 32
m = (A * 2)((1, 2), (3, 4, 5))
print([row[:] for row in m], m[1][2])  # expect: [[1, 2, 0, 0], [3, 4, 5, 0]] 5
c = (c_char * 5)(*b'abc')
print(c.value, c.raw, c[:], c[0])  # expect: b'abc' b'abc\x00\x00' b'abc\x00\x00' b'a'
c.value = b'xy'
print(c.raw)  # expect: b'xy\x00\x00\x00'
c.raw = bytearray(b'12345')
print(c.value)  # expect: b'12345'
w = create_unicode_buffer('h\u00e9', 4)
print(w.value, len(w), w[1], ascii(w[:]))  # expect: hé 4 é 'h\xe9\x00\x00'
print(create_string_buffer(3).raw, create_string_buffer(b'ab').raw)  # expect: b'\x00\x00\x00' b'ab\x00'
a[4]  # raises: IndexError: invalid index
a['x']  # raises: TypeError: indices must be integers
A(1, 2, 3, 4, 5)  # raises: IndexError: invalid index
a[0:2] = [1]  # raises: ValueError: Can only assign sequence of same size
del a[0]  # raises: TypeError: Array does not support item deletion
c.value = b'too long'  # raises: ValueError: byte string too long
c.value = 'text'  # raises: TypeError: bytes expected instead of str instance
w.value = 'too long'  # raises: ValueError: string too long
c_int * -1  # raises: ValueError: Array length must be >= 0, not -1
c_int * 'x'  # raises: TypeError: can't multiply sequence by non-int of type 'str'
c_int * (1 << 61)  # raises: OverflowError: array too large
