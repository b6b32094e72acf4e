class A:
    x = 1
    def m(self): return "A"
class B(A):
    x = 2
    def m(self): return "B"
class C(B):
    x = 3
c = C()
print(super(C, c).m(), super(B, c).m(), super(C, C).m(c), super(B, c).x)  # expect: B A B 1
print(super(C, c).__thisclass__ is C, super(C, c).__self__ is c, super(C, c).__self_class__ is C)
# expect: True True True
super(B, c).nope  # raises: AttributeError: 'super' object has no attribute 'nope'
super(C, 5)  # raises: TypeError: super(type, obj): obj must be an instance or subtype of type
super(5, c)  # raises: TypeError: super() argument 1 must be a type, not int
super()  # raises: RuntimeError: super(): no arguments
