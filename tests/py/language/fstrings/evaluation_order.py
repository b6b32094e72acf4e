def v(x):
    print("v", x)
    return x
print(f"{v(1)} {v(2):{v(3)}} {v(4)}")
# expect: v 1
# expect: v 2
# expect: v 3
# expect: v 4
# expect: 1   2 4
