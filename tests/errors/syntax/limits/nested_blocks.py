src = ""
for i in range(21):
    src += " " * i + "for a in b:\n"
exec(src + " " * 21 + "pass")
