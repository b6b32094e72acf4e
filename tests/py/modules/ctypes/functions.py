from ctypes import *

libc = CDLL('libc.so.6')
print(libc.abs(-3), libc['labs'](-4), libc.abs is libc.abs, libc['abs'] is libc['abs'])  # expect: 3 4 True False
strlen = libc.strlen
strlen.argtypes = [c_char_p]
strlen.restype = c_size_t
print(strlen(b'hello'), strlen(create_string_buffer(b'abc')), strlen(c_char_p(b'xy')), strlen.argtypes)
# expect: 5 3 2 [<class 'ctypes.c_char_p'>]
libm = CDLL('libm.so.6')
libm.pow.restype = c_double
print(libm.pow(c_double(2), c_double(10)))  # expect: 1024.0
libm.pow.argtypes = (c_double, c_double)
print(libm.pow(2, 0.5))  # expect: 1.4142135623730951
libc.strchr.restype = c_char_p
print(libc.strchr(b'abcdef', ord('d')), libc.strchr(b'abc', 120))  # expect: b'def' None
libc.wcslen.restype = c_size_t
print(libc.wcslen('w\u00efde'))  # expect: 4
buffer = create_string_buffer(64)
print(libc.snprintf(buffer, 64, b'%d %s %.2f %c %ld', 7, b'text', c_double(1.25), c_char(b'z'), c_long(-1)), buffer.value)
# expect: 16 b'7 text 1.25 z -1'
print(memmove(buffer, b'moved\0', 6) == addressof(buffer), buffer.value, memset(buffer, ord('x'), 3) > 0, buffer.value)
# expect: True b'moved' True b'xxxed'
print(string_at(b'abc'), string_at(b'abcdef', 2), wstring_at('text', 3))  # expect: b'abc' b'ab' tex
libc.abs.restype = None
print(libc.abs(-3))  # expect: None
libc.abs.restype = lambda x: x * 2
print(libc.abs(-3))  # expect: 6
del libc.abs.restype
print(libc.abs.restype)  # expect: <class 'ctypes.c_int'>
libc.no_such_function  # raises: AttributeError: /lib/x86_64-linux-gnu/libc.so.6: undefined symbol: no_such_function
