def v(x):
    print("v", x)
    return x
print(v(1) < v(2) < v(3))
# expect: v 1
# expect: v 2
# expect: v 3
# expect: True
print(v(3) < v(2) < v(1))
# expect: v 3
# expect: v 2
# expect: False
print(v(1) < v(5) > v(2) != v(4))
# expect: v 1
# expect: v 5
# expect: v 2
# expect: v 4
# expect: True
