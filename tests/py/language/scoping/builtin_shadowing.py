def f():
    return len([1, 2])
print(f())  # expect: 2
len = lambda x: "mine"
print(f())  # expect: mine
del len
print(f())  # expect: 2
