def g(n):
    print("start")
    while n:
        yield n
        n -= 1
    return "done"
it = g(2)
print(next(it), next(it), iter(it) is it)
# expect: start
# expect: 2 1 True
try: next(it)
except StopIteration as e: print(e.value)  # expect: done
next(it)  # raises: StopIteration
