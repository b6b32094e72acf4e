b = bytearray(b"abc")
b[0] = 65; b[1:2] = b"XYZ"; b.append(33); b.extend(b"!?"); b += b"."; b.insert(0, 48)
print(b, b.pop(), b.pop(0), len(b))  # expect: bytearray(b'AXYZc!!?') 46 48 8
b.remove(88); b.reverse(); print(b)  # expect: bytearray(b'?!!cZYA')
del b[0]; del b[1:3]; print(b, b * 2, b.copy() is b)  # expect: bytearray(b'!ZYA') bytearray(b'!ZYA!ZYA') False
b.clear(); print(b, bool(b))  # expect: bytearray(b'') False
b[:] = range(5); b[::2] = b"abc"; print(b)  # expect: bytearray(b'a\x01b\x03c')
b[0] = 256  # raises: ValueError: byte must be in range(0, 256)
b[0] = "a"  # raises: TypeError: 'str' object cannot be interpreted as an integer
b[99] = 1  # raises: IndexError: bytearray index out of range
b.append(-1)  # raises: ValueError: byte must be in range(0, 256)
b.append("a")  # raises: TypeError: 'str' object cannot be interpreted as an integer
b.remove(200)  # raises: ValueError: value not found in bytearray
bytearray().pop()  # raises: IndexError: pop from empty bytearray
b[::2] = b"a"  # raises: ValueError: attempt to assign bytes of size 1 to extended slice of size 3
b.extend("ab")  # raises: TypeError: 'str' object cannot be interpreted as an integer
