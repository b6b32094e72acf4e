import mmap, tempfile
file = tempfile.TemporaryFile()
file.write(b"0123456789")
file.flush()
read = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
copy = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
copy[0] = 65
print(read[0:2], copy[0:2], memoryview(read).readonly, memoryview(copy).readonly)  # expect: b'01' b'A1' True False
anonymous = mmap.mmap(-1, 100)
print(anonymous[0:3], len(anonymous))  # expect: b'\x00\x00\x00' 100
read[0] = 1  # raises: TypeError: mmap can't modify a readonly memory map.
copy.resize(1)  # raises: TypeError: mmap can't resize a readonly or copy-on-write memory map.
mmap.mmap(file.fileno(), 100)  # raises: ValueError: mmap length is greater than file size
mmap.mmap(file.fileno(), 0, flags=mmap.MAP_PRIVATE, access=mmap.ACCESS_READ)  # raises: ValueError: mmap can't specify both access and flags, prot.
mmap.mmap(-1, -1)  # raises: OverflowError: memory mapped length must be positive
