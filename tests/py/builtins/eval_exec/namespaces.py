x = 1
print(eval("x + 1"), eval("x + y", {"x": 5}, {"y": 6}), eval(" 7 "), eval("[i for i in range(3)]"))
# expect: 2 11 7 [0, 1, 2]
def f():
    z = 3
    return eval("z * 2"), sorted(eval("locals()"))
print(f())  # expect: (6, ['z'])
g = {}
exec("a = 1\ndef h(): return a", g)
print(g["h"](), "__builtins__" in g)  # expect: 1 True
exec("x = 99"); print(x)  # expect: 99
eval("x = 1")  # raises: SyntaxError: invalid syntax
eval("")  # raises: SyntaxError: invalid syntax
eval("1", 5)  # raises: TypeError: globals must be a dict
exec("1", {}, 5)  # raises: TypeError: locals must be a mapping or None, not int
eval("nope")  # raises: NameError: name 'nope' is not defined. Did you mean: 'None'?
exec(5)  # raises: TypeError: exec() arg 1 must be a string, bytes or code object
