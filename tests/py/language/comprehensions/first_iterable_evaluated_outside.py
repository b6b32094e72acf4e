class A:
    n = 3
    ok = [i for i in range(n)]
    try:
        bad = [n for _ in range(1)]
    except NameError as e:
        print(e)  # expect: name 'n' is not defined
print(A.ok)  # expect: [0, 1, 2]
def f():
    try:
        (i for i in 5)
    except TypeError as e:
        print(e)
f()  # expect: 'int' object is not iterable
