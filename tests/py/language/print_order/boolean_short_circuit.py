def v(x):
    print("v", x)
    return x
print(v(0) or v("") or v("last") or v("unseen"))
# expect: v 0
# expect: v
# expect: v last
# expect: last
print(v(1) and v([]) and v("unseen"))
# expect: v 1
# expect: v []
# expect: []
print(v(0) and v(1) or v(2))
# expect: v 0
# expect: v 2
# expect: 2
print(not v(1) or v(3))
# expect: v 1
# expect: v 3
# expect: 3
