b = bytearray(b"abc")
m = memoryview(b)
m[0] = 120
print(b)  # expect: bytearray(b'xbc')
b.append(1)  # raises: BufferError: Existing exports of data: object cannot be re-sized
m.release()
b.append(33); print(b)  # expect: bytearray(b'xbc!')
