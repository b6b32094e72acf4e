def f():
    x = 1
    del x
    x = 2
    return x
print(f())  # expect: 2
def g():
    for x in range(2): pass
    del x
    try: x
    except UnboundLocalError: return "unbound"
print(g())  # expect: unbound
