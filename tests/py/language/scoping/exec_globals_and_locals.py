g, l = {"a": 1}, {}
exec("b = a + 1\nglobal c\nc = 5", g, l)
print(l, g["c"])  # expect: {'b': 2} 5
exec("def f(): return b", g, l)
try:
    l["f"]()
except NameError as e:
    print(e)  # expect: name 'b' is not defined
print(eval("a + b", g, l))  # expect: 3
