a = 1; b = 2; print(a, b);  # expect: 1 2
if a: print("x"); print("y")
# expect: x
# expect: y
for i in 1, 2: print(i); print(-i)
# expect: 1
# expect: -1
# expect: 2
# expect: -2
class C: x = 1; y = 2
def f(): a = 1; return a
print(C.x, C.y, f())  # expect: 1 2 1
