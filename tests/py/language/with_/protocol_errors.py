class A: pass
class B:
    def __enter__(self): pass
class C:
    def __exit__(self, *a): pass
with A(): pass  # raises: TypeError: 'A' object does not support the context manager protocol
with B(): pass  # raises: TypeError: 'B' object does not support the context manager protocol (missed __exit__ method)
with C(): pass  # raises: TypeError: 'C' object does not support the context manager protocol
with 5: pass  # raises: TypeError: 'int' object does not support the context manager protocol
class D:
    async def __aenter__(self): pass
    async def __aexit__(self, *a): pass
with D(): pass  # raises: TypeError: 'D' object does not support the context manager protocol
