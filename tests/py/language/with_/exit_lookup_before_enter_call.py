class M:
    def __enter__(self): print("entered")
try:
    with M(): pass
except TypeError as e: print(e)
# expect: 'M' object does not support the context manager protocol (missed __exit__ method)
