f = lambda: (lambda: (lambda: 1 / 0)())()
f()
