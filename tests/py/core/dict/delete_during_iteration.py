d = {1: 1, 2: 2, 3: 3}
def f():
    for k in d: del d[k]
f()  # raises: RuntimeError: dictionary changed size during iteration
for k in list(d): del d[k]
print(d)  # expect: {}
