def v(x):
    print("v", x)
    return x
print(v(1) if v(True) else v(2))
# expect: v True
# expect: v 1
# expect: 1
print(v(1) if v(False) else v(2))
# expect: v False
# expect: v 2
# expect: 2
