class A: pass
r = repr(A())
print(r.startswith("<__main__.A object at 0x"), r.endswith(">"), repr(A), str(A))
# expect: True True <class '__main__.A'> <class '__main__.A'>
class B:
    def __repr__(self): return "B!"
print(B(), [B()], str(B()), f"{B()}", {B: 1}[B])  # expect: B! [B!] B! B! 1
class C:
    def __str__(self): return "str"
print(C(), "C object" in repr([C()]))  # expect: str True
