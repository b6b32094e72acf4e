m = memoryview(b"abc")
with m as n: print(n is m, n[0])  # expect: True 97
m[0]  # raises: ValueError: operation forbidden on released memoryview object
m.release()
print(m.release(), repr(m)[:21])  # expect: None <released memory at 0
len(m)  # raises: ValueError: operation forbidden on released memoryview object
