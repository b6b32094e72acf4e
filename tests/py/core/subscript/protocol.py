class A:
    def __getitem__(self, k): return ("get", k)
    def __setitem__(self, k, v): print("set", k, v)
    def __delitem__(self, k): print("del", k)
a = A()
print(a[1], a[1:2], a["k"], a[1, 2:3], a[()], a[None], a[a[0]])
# expect: ('get', 1) ('get', slice(1, 2, None)) ('get', 'k') ('get', (1, slice(2, 3, None))) ('get', ()) ('get', None) ('get', ('get', 0))
a[5] = 6; a[:] = 7; a[1, 2] = 8
# expect: set 5 6
# expect: set slice(None, None, None) 7
# expect: set (1, 2) 8
del a[5]; del a[1:2]
# expect: del 5
# expect: del slice(1, 2, None)
a["x"] += (1,)  # expect: set x ('get', 'x', 1)
