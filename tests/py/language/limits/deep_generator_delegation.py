def g(n):
    if n: yield from g(n - 1)
    yield n
print(sum(1 for _ in g(300)))  # expect: 301
def h(): yield from h()
try: next(h())
except RecursionError: print("recursion")  # expect: recursion
