class A:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
for i in range(3):
    a = A(i)
    print("made", i)
# expect: made 0
# expect: del 0
# expect: made 1
# expect: del 1
# expect: made 2
del a  # expect: del 2
print("end")  # expect: end
