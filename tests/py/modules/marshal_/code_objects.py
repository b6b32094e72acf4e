import marshal
def outer(a, *, b=2):
    def inner(x):
        return [y + a + b for y in range(x)]
    return inner
code = marshal.loads(marshal.dumps(outer.__code__))
copy = type(outer)(code, globals())
print(copy(1, b=10)(3))  # expect: [11, 12, 13]
print(code == outer.__code__, code.co_varnames, code.co_firstlineno)  # expect: True ('a', 'b', 'inner') 2
data = bytearray(marshal.dumps(code))
for cut in range(len(data)):
    try:
        marshal.loads(data[:cut])
        print("taken")
    except EOFError:
        pass
