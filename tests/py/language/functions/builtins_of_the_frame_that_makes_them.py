names = {"type": type, "__builtins__": {"len": len}}
exec("def f(s): return len(s)\ng = type(f)(f.__code__, {})", names)
print(names["g"]("abc"), sorted(names["g"].__builtins__))  # expect: 3 ['len']
