class A:
    def __lt__(self, o): return "lt"
    def __eq__(self, o): return []
    def __ge__(self, o): return 0
print(A() < 1, A() == 1, A() >= 1, A() > A())  # expect: lt [] 0 lt
print(A() < 1 < 2, A() == 1 < 2)  # expect: True []
print(not (A() == 1))  # expect: True
