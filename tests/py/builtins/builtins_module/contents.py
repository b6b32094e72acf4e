import builtins
print(builtins.len is len, builtins.__name__, __builtins__ is builtins, __debug__, builtins.True_ if 0 else "ok", hasattr(builtins, "open"))
# expect: True builtins True True ok True
names = ["ArithmeticError", "BaseExceptionGroup", "EncodingWarning", "aiter", "anext", "breakpoint", "vars", "zip", "__build_class__", "__import__", "frozenset", "memoryview", "StopAsyncIteration", "input"]
print(all(hasattr(builtins, n) for n in names))  # expect: True
builtins.extra = 5
print(extra)  # expect: 5
