src = "def f(x):\n    if x == -1: return -1\n" + "".join(f"    elif x == {i}: return {i * 2}\n" for i in range(2000)) + "    return None\n"
ns = {}
exec(src, ns)
print(ns["f"](0), ns["f"](1999), ns["f"](5000))  # expect: 0 3998 None
