class A:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
    def m(self): return self.n
print(A(1).m())
# expect: del 1
# expect: 1
A(2)  # expect: del 2
A(3), A(4)
# expect: del 4
# expect: del 3
x = A(5) and 6  # expect: del 5
print("x", x)  # expect: x 6
[A(7)][0].m()  # expect: del 7
if A(8): print("in if")
# expect: del 8
# expect: in if
print([A(i).n for i in (9, 10)])
# expect: del 9
# expect: del 10
# expect: [9, 10]
