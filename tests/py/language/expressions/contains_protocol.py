class C:
    def __contains__(self, x):
        print("contains", x)
        return x
print(0 in C(), "yes" in C(), [] not in C())
# expect: contains 0
# expect: contains yes
# expect: contains []
# expect: False True True
class N:
    __contains__ = None
1 in N()  # raises: TypeError: 'N' object is not a container
