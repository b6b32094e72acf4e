def f():
    try: return "try"
    finally: return "finally"
def g():
    try: 1 / 0
    finally: return "swallowed"
def h():
    for i in range(3):
        try: return i
        finally: continue
    return "loop ended"
def k():
    while True:
        try: raise ValueError
        finally: break
    return "broke"
print(f(), g(), h(), k())  # expect: finally swallowed loop ended broke
