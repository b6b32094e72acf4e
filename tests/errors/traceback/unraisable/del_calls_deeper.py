def deep(): [][0]
class A:
    def __del__(self): deep()
A()
