class A:
    class B:
        def m(self): return self.nope
A.B().m()
