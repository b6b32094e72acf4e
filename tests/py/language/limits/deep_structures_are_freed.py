l = None
for i in range(300000): l = [l]
l = None
t = None
for i in range(300000): t = (t,)
t = None
d = None
for i in range(300000): d = {"k": d}
d = None
class N: pass
n = None
for i in range(300000):
    m = N(); m.next = n; n = m
m = n = None
print("freed")  # expect: freed
