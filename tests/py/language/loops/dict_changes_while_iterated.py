d = {1: 1, 2: 2}
def grow():
    for k in d:
        d[k + 10] = 0
grow()  # raises: RuntimeError: dictionary changed size during iteration
e = {1: 1, 2: 2}
def swap():
    for k in e:
        del e[k]
        e[k + 10] = 0
swap()  # raises: RuntimeError: dictionary keys changed during iteration
for k in e: e[k] = "changed"
print(e)  # expect: {1: 'changed', 2: 'changed'}
