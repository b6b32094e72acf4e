import sys
old = sys.getrecursionlimit()
sys.setrecursionlimit(200)
def f(n): return f(n + 1)
try: f(0)
except RecursionError as e: print(e)  # expect: maximum recursion depth exceeded
sys.setrecursionlimit(old)
def d(n): return 0 if n == 0 else 1 + d(n - 1)
print(d(900))  # expect: 900
sys.setrecursionlimit(0)  # raises: ValueError: recursion limit must be greater or equal than 1
sys.setrecursionlimit("a")  # raises: TypeError: 'str' object cannot be interpreted as an integer
sys.setrecursionlimit(2 ** 40)  # raises: OverflowError: Python int too large to convert to C int
