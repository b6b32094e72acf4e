class A:
    x = 1
    def __getattribute__(self, n):
        if n == "secret": raise AttributeError(n)
        return ("got", n)
    def __getattr__(self, n): return ("fallback", n)
a = A()
print(a.x, a.secret, a.anything, object.__getattribute__(a, "x"))
# expect: ('got', 'x') ('fallback', 'secret') ('got', 'anything') 1
