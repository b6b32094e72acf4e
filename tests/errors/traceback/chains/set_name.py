class D:
    def __set_name__(self, o, n): 1 / 0
class A:
    d = D()
