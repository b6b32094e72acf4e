async def g():
    yield 1
a = g()
print(type(a).__name__, a.__name__, a.ag_running, a.ag_await, a.ag_code is g.__code__, a.ag_frame is not None)
# expect: async_generator g False None True True
print(type(a.__anext__()).__name__, type(a.asend(1)).__name__, type(a.athrow(ValueError)).__name__, type(a.aclose()).__name__)
# expect: async_generator_asend async_generator_asend async_generator_athrow async_generator_athrow
print(a.__aiter__() is a)  # expect: True
for x in a: pass  # raises: TypeError: 'async_generator' object is not iterable
