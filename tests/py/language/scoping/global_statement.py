x = 1
def f():
    global x, new
    x = 2
    new = 3
f()
print(x, new)  # expect: 2 3
