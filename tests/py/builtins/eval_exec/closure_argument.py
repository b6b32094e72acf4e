def outer():
    x = 5
    def inner(): print(x)
    return inner
f = outer()
exec(f.__code__, {}, closure=f.__closure__)  # expect: 5
exec(f.__code__)  # raises: TypeError: code object requires a closure of exactly length 1
exec("1", closure=())  # raises: TypeError: closure can only be used when source is a code object
