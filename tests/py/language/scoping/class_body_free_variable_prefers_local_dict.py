def f():
    x = "closure"
    class A:
        z = x
        locals()["x"] = "dict"
        y = x
    return A.y, A.z
print(f())  # expect: ('dict', 'closure')
