class A: pass
a = A()
for i in range(40): setattr(a, f"a{i}", i)
del a.a3
a.a3 = "again"
print(list(vars(a))[:4], list(vars(a))[-1], len(vars(a)), sum(v for v in vars(a).values() if v != "again"))
# expect: ['a0', 'a1', 'a2', 'a4'] a3 40 777
