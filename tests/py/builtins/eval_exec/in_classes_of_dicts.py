class Frozen(dict):
    def __setitem__(self, key, value): raise KeyError("frozen")
class Magic(dict):
    def __missing__(self, key): return "magic " + key
try:
    exec("x = 1", Frozen())
except KeyError as error:
    print(error)  # expect: 'frozen'
exec("print(word)", Magic(print=print))  # expect: magic word
exec("print(y)", {"__builtins__": Magic(print=print)})  # expect: magic y
exec("def f(): return z\nprint(f())", Magic(print=print))  # expect: magic z
exec("print(1)", {"__builtins__": 123})  # raises: TypeError: 'int' object is not subscriptable
