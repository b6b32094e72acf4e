class A:
    def f(self):
        for i in range(1):
            if True:
                return i.x + 1
A().f()
