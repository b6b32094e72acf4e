src = "def f0():\n x0 = 0\n"
for i in range(1, 90):
    src += " " * i + f"def f{i}():\n" + " " * (i + 1) + f"x{i} = x{i - 1} + 1\n"
src += " " * 90 + "return x89 + x0\n"
for i in range(89, 0, -1):
    src += " " * i + f"return f{i}()\n"
ns = {}
exec(src, ns)
print(ns["f0"]())  # expect: 89
