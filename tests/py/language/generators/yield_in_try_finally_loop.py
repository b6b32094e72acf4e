def g():
    for i in range(3):
        try: yield i
        finally: yield f"f{i}"
print(list(g()))  # expect: [0, 'f0', 1, 'f1', 2, 'f2']
def h():
    with M() as m: yield m
class M:
    def __enter__(self): return "m"
    def __exit__(self, *a): print("exit", a[0])
print(list(h()))
# expect: exit None
# expect: ['m']
it = h(); next(it); it.close()  # expect: exit <class 'GeneratorExit'>
