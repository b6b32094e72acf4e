src = "def f(e):\n    try: raise e\n" + "".join(f"    except E{i}: return {i}\n" for i in range(300))
ns = {f"E{i}": type(f"E{i}", (Exception,), {}) for i in range(300)}
exec(src, ns)
print(ns["f"](ns["E0"]()), ns["f"](ns["E299"]()))  # expect: 0 299
