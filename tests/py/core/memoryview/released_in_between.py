class Index:
    def __index__(self):
        view.release()
        return 4


view = memoryview(b"abcdef")
print(view[: Index()].tobytes())  # expect: b'abcd'
view = memoryview(bytearray(b"abcdef"))
try:
    view[: Index()] = b"spam"
except ValueError as error:
    print(error)  # expect: operation forbidden on released memoryview object
view = memoryview(b"abcdef")
known = hash(view)
view.release()
print(hash(view) == known == hash(b"abcdef"))  # expect: True
view = memoryview(b"abcdef")
view.release()
hash(view)  # raises: ValueError: operation forbidden on released memoryview object
