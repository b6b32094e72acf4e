class A: pass
a = A()
a.__len__ = lambda: 5
print(a.__len__())  # expect: 5
len(a)  # raises: TypeError: object of type 'A' has no len()
