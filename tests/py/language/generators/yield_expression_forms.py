def g():
    x = yield
    y = yield x, 1
    z = [(yield y), (yield)]
    w = f((yield "arg"))
    return x, y, z, w
def f(v): return v * 2
it = g()
out = [next(it)]
try:
    for i in "abcde": out.append(it.send(i))
except StopIteration as e: print(out, e.value)
# expect: [None, ('a', 1), 'b', None, 'arg'] ('a', 'b', ['c', 'd'], 'ee')
