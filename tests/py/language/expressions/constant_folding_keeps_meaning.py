print(1 + 2, "a" * 3, (1, 2) * 2, -(-3), not 0, 2 ** 10)  # expect: 3 aaa (1, 2, 1, 2) 3 True 1024
print("abc"[1], (1, 2, 3)[0], "x" "y" + "z")  # expect: b 1 xyz
def f(): return 1 / 0
f()  # raises: ZeroDivisionError: division by zero
def g(): return "abc"[9]
g()  # raises: IndexError: string index out of range
def h(): return 1 << -1
h()  # raises: ValueError: negative shift count
