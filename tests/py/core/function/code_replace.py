def f(): return 1
c = f.__code__.replace(co_name="g", co_filename="elsewhere.py", co_firstlineno=77)
print(c.co_name, c.co_filename, c.co_firstlineno, c == f.__code__, f.__code__ == f.__code__, hash(f.__code__) == hash(f.__code__))
# expect: g elsewhere.py 77 False True True
f.__code__ = c
print(f(), f.__code__.co_name, f.__name__)  # expect: 1 g f
f.__code__.co_name = "x"  # raises: AttributeError: readonly attribute
