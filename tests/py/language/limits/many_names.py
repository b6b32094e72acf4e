# pyemb-only: an operand of the bytecode is 16 bits wide, so a code block has at most 65,535 names
src = "".join(f"n{i} = {i}\n" for i in range(65000)) + "r = n0 + n300 + n64999"
ns = {}
exec(src, ns)
print(ns["r"])  # expect: 65299
try:
    exec("".join(f"n{i} = {i}\n" for i in range(70000)), {})
except SyntaxError as error:
    print(error.msg)  # expect: too many names
