class A:
    def m(self): pass
    m.tag = "t"
print(A().m.tag, A.m.tag)  # expect: t t
A().m.other  # raises: AttributeError: 'function' object has no attribute 'other'
