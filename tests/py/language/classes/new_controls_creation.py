class A:
    def __new__(cls, *a):
        print("new", cls.__name__, a)
        return super().__new__(cls)
    def __init__(self, *a): print("init", a)
A(1, 2)
# expect: new A (1, 2)
# expect: init (1, 2)
class B:
    def __new__(cls): return 5
    def __init__(self): print("never")
print(B())  # expect: 5
class C(A):
    def __new__(cls): return A.__new__(C, "c")
C()
# expect: new C ('c',)
# expect: init ()
