class A:
    def __call__(self): pass
class B: pass
print(callable(len), callable(A), callable(A()), callable(B()), callable(lambda: 0), callable(5), callable([].append))
# expect: True True True False True False True
