def f():
    x = 1
    try: return x
    finally: x = 2
def g():
    x = []
    try: return x
    finally: x.append(1)
print(f(), g())  # expect: 1 [1]
