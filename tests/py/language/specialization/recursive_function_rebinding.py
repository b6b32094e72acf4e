def f(n): return 0 if n == 0 else 1 + f(n - 1)
print(f(50))  # expect: 50
old = f
def f(n): return "new"
try: print(old(3))
except TypeError as e: print(e)  # expect: unsupported operand type(s) for +: 'int' and 'str'
