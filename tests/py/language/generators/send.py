def g():
    got = []
    while True:
        x = yield len(got)
        got.append(x)
        if x == "stop": return got
it = g()
print(next(it), it.send("a"), it.send("b"), next(it))  # expect: 0 1 2 3
try: it.send("stop")
except StopIteration as e: print(e.value)  # expect: ['a', 'b', None, 'stop']
g().send(1)  # raises: TypeError: can't send non-None value to a just-started generator
