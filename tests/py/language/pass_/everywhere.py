if 1: pass
for i in (): pass
while 0: pass
class A: pass
def f(): pass
try: pass
finally: pass
with open if 0 else memoryview(b""): pass
print(f(), A.__name__)  # expect: None A
