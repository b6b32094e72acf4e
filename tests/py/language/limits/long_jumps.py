src = "def f(n):\n    t = 0\n    while n:\n        n -= 1\n        if n % 2:\n" + "            t += n\n" * 40000 + "        else:\n            t -= 1\n    return t\n"
ns = {}
exec(src, ns)
print(ns["f"](4))  # expect: 159998
