def v(x):
    print("v", x)
    return x
class A(v(object), metaclass=v(type)):
    v("body")
# expect: v <class 'object'>
# expect: v <class 'type'>
# expect: v body
x = {}
x[v("key")] = v("value")
# expect: v value
# expect: v key
v([1, 2])[v(0):v(1)] = v([3])
# expect: v [3]
# expect: v [1, 2]
# expect: v 0
# expect: v 1
