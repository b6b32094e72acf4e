import functools
def log(f):
    @functools.wraps(f)
    def inner(*a, **k):
        print("call", f.__name__, a, k)
        return f(*a, **k)
    return inner
@log
def add(a, b=1):
    "adds"
    return a + b
print(add(1, b=2), add.__name__, add.__doc__, add.__wrapped__(5))
# expect: call add (1,) {'b': 2}
# expect: 3 add adds 6
