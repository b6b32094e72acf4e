class I:
    def __iter__(self): return self
    def __next__(self): raise StopIteration((1, 2))
def g():
    r = yield from I()
    print(r)
    s = yield from sub()
    print(s)
def sub():
    return {"k": 1}
    yield
print(list(g()))
# expect: (1, 2)
# expect: {'k': 1}
# expect: []
