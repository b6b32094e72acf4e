import mmap, tempfile
file = tempfile.TemporaryFile()
file.write(b"hello world\nsecond line\n")
file.flush()
m = mmap.mmap(file.fileno(), 0)
print(len(m), m[0], m[-1], m[:5], m[10:5:-1], list(m)[:2])  # expect: 24 104 10 b'hello' b'dlrow' [b'h', b'e']
m[0:5] = b"HELLO"
m[6] = ord("W")
print(m.readline(), m.tell(), m.find(b"line"), m.rfind(b"e"))  # expect: b'HELLO World\n' 12 19 22
m.seek(0)
m.write(b"J")
m.move(6, 0, 5)
print(m.read(11), file.seek(0), file.read(11))  # expect: b'ELLO JELLO\n' 0 b'JELLO JELLO'
view = memoryview(m)
print(view[:5].tobytes(), view.readonly)  # expect: b'JELLO' False
m.close()  # raises: BufferError: cannot close exported pointers exist
view.release()
m.resize(4096)
print(len(m), m.size(), m)
# expect: 4096 4096 <mmap.mmap closed=False, access=ACCESS_DEFAULT, length=4096, pos=12, offset=0>
m[4096]  # raises: IndexError: mmap index out of range
m[0] = 256  # raises: ValueError: mmap item value must be in range(0, 256)
m[0:2] = b"x"  # raises: IndexError: mmap slice assignment is wrong size
m.seek(-1)  # raises: ValueError: seek out of range
m.close()
print(m.closed, m)  # expect: True <mmap.mmap closed=True>
m.read()  # raises: ValueError: mmap closed or invalid
