x = "module"
def outer():
    x = "outer"
    def inner():
        global x
        return x
    return inner(), x
print(outer())  # expect: ('module', 'outer')
