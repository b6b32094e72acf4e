src = ""
for i in range(101):
    src += " " * i + "if 1:\n"
src += " " * 101 + "pass\n"
exec(src)
