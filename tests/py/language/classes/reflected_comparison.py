class A:
    def __lt__(self, o): print("A.lt"); return NotImplemented
    def __gt__(self, o): print("A.gt"); return "gt"
class B:
    def __gt__(self, o): print("B.gt"); return "B.gt"
print(A() < B(), 1 < A())
# expect: A.lt
# expect: B.gt
# expect: A.gt
# expect: B.gt gt
class C(A):
    def __gt__(self, o): print("C.gt"); return "C.gt"
print(A() < C())
# expect: C.gt
# expect: C.gt
