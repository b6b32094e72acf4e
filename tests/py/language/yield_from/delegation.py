def inner():
    x = yield 1
    print("inner got", x)
    y = yield 2
    return x, y
def outer():
    r = yield from inner()
    print("result", r)
    yield 3
it = outer()
print(next(it), it.send("a"), it.send("b"), list(it))
# expect: inner got a
# expect: result ('a', 'b')
# expect: 1 2 3 []
