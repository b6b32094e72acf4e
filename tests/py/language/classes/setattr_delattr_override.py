class A:
    def __setattr__(self, n, v):
        print("set", n, v)
        super().__setattr__(n, v)
    def __delattr__(self, n):
        print("del", n)
        object.__delattr__(self, n)
a = A()
a.x = 1  # expect: set x 1
a.x += 1  # expect: set x 2
del a.x  # expect: del x
print(vars(a))  # expect: {}
