class A:
    def f(self): pass
print([n for n in dir(A()) if n[0] != "_"], "append" in dir([]), dir(A) == sorted(dir(A)))  # expect: ['f'] True True
def f():
    b = a = 1
    return dir()
print(f())  # expect: ['a', 'b']
