class R:
    def __init__(self): self.log = ["R"]
class A(R):
    def __init__(self): super().__init__(); self.log.append("A")
class B(R):
    def __init__(self): super().__init__(); self.log.append("B")
class C(A, B):
    def __init__(self): super().__init__(); self.log.append("C")
print(C().log)  # expect: ['R', 'B', 'A', 'C']
