x = 1
def get(): return x
print([get() for _ in range(4)])  # expect: [1, 1, 1, 1]
x = 2; print(get())  # expect: 2
globals()["x"] = 3; print(get())  # expect: 3
del x
try: get()
except NameError as e: print(e)  # expect: name 'x' is not defined
x = 4; print(get())  # expect: 4
