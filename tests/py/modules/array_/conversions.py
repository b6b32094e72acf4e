import copy, io, pickle
from array import _array_reconstructor, array

a = array("h", b"\x01\x00\x02\x00")
a.frombytes(bytearray(b"\x03\x00"))
a.fromlist([4])
f = io.BytesIO()
a.tofile(f)
f.seek(0)
b = array("h")
b.fromfile(f, 2)
print(a, b, a.tolist(), a.index(3), a.count(9), array("u", "xy").tounicode())
# expect: array('h', [1, 2, 3, 4]) array('h', [1, 2]) [1, 2, 3, 4] 2 0 xy
a.byteswap()
print(a, a.__reduce_ex__(3)[1], a.__reduce_ex__(2))
# expect: array('h', [256, 512, 768, 1024]) (<class 'array.array'>, 'h', 4, b'\x00\x01\x00\x02\x00\x03\x00\x04') (<class 'array.array'>, ('h', [256, 512, 768, 1024]), None)
for protocol in range(6):
    print(pickle.loads(pickle.dumps(a, protocol)) == a == copy.deepcopy(a))
# expect: True
# expect: True
# expect: True
# expect: True
# expect: True
# expect: True
print(_array_reconstructor(array, "i", 9, b"\0\0\1\0"), _array_reconstructor(array, "u", 19, b"\0a\0b"))
# expect: array('i', [256]) array('u', 'ab')
b.fromfile(f, 9)  # raises: EOFError: read() didn't return enough bytes
a.frombytes(b"abc")  # raises: ValueError: bytes length not a multiple of item size
a.fromlist((1,))  # raises: TypeError: arg must be list
a.tounicode()  # raises: ValueError: tounicode() may only be called on unicode type arrays
_array_reconstructor(list, "i", 1, b"")  # raises: TypeError: list is not a subtype of array.array
