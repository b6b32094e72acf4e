from ctypes import *


class S(Structure):
    _fields_ = [('a', c_byte), ('b', c_int), ('c', c_double * 3), ('p', POINTER(c_int))]


for thing in (c_int(5), c_long(5), (c_int * 3)(1, 2, 3), ((c_short * 2) * 3)(), S(), POINTER(c_int)(), c_char(b'x'), CFUNCTYPE(None)()):
    m = memoryview(thing)
    print(m.format, m.itemsize, m.ndim, m.shape, m.nbytes, m.readonly)
# expect: <i 4 0 () 4 False
# expect: <q 8 0 () 8 False
# expect: <i 4 1 (3,) 12 False
# expect: <h 2 2 (3, 2) 12 False
# expect: T{<b:a:<i:b:(3)<d:c:&<i:p:} 40 0 () 40 False
# expect: &<i 8 0 () 8 False
# expect: <c 1 0 () 1 False
# expect: X{} 8 0 () 8 False
a = (c_int * 3)(1, 2, 3)
print(bytes(a))  # expect: b'\x01\x00\x00\x00\x02\x00\x00\x00\x03\x00\x00\x00'
memoryview(a).cast('B')[0] = 7
print(a[0])  # expect: 7
x = bytearray(b'\1\0\0\0\2\0\0\0')
v = c_int.from_buffer(x, 4)
v.value = 9
print(x, type(v._objects).__name__)  # expect: bytearray(b'\x01\x00\x00\x00\t\x00\x00\x00') memoryview
print(c_int.from_buffer_copy(b'abcd\5\0\0\0', 4))  # expect: c_int(5)
x.append(1)  # raises: BufferError: Existing exports of data: object cannot be re-sized
c_int.from_buffer(b'abcd')  # raises: TypeError: underlying buffer is not writable
c_int.from_buffer(bytearray(3))  # raises: ValueError: Buffer size too small (3 instead of at least 4 bytes)
c_int.from_buffer(bytearray(8), -1)  # raises: ValueError: offset cannot be negative
c_int.from_buffer(bytearray(4), 8)  # raises: ValueError: Buffer size too small (4 instead of at least 12 bytes)
c_int.from_buffer_copy(b'abc')  # raises: ValueError: Buffer size too small (3 instead of at least 4 bytes)
c_int.from_buffer(3)  # raises: TypeError: memoryview: a bytes-like object is required, not 'int'
print(len(memoryview(c_int(1))), memoryview((c_int * 2)(1, 2)) == memoryview((c_int * 2)(1, 2)), memoryview(S()) == memoryview(S()))
# expect: 1 True False
memoryview(c_int(1)).tolist()  # raises: NotImplementedError: memoryview: unsupported format <i
memoryview(S()).tolist()  # raises: NotImplementedError: memoryview: unsupported format T{<b:a:<i:b:(3)<d:c:&<i:p:}
