def g(x):
    yield x
    yield
it = g(1)
print(it.__name__, it.__qualname__, it.gi_running, it.gi_yieldfrom, it.gi_frame.f_lineno, it.gi_suspended)
# expect: g g False None 1 False
next(it)
print(it.gi_frame.f_lineno, it.gi_frame.f_locals, it.gi_code is g.__code__, it.gi_suspended)
# expect: 2 {'x': 1} True True
list(it)
print(it.gi_frame, type(it).__name__, g.__code__.co_flags & 0x20)  # expect: None generator 32
it.__name__ = "renamed"
print(it.__name__, repr(it)[:25])  # expect: renamed <generator object g at 0x
