x = "global"
def f():
    x = "function"
    class A:
        print(x)
        y = x
        x = "class"
        print(x)
    class B:
        x = x
    return A.y, B
class C:
    x = x
try:
    f()
except NameError as e:
    print("error", e)
# expect: global
# expect: class
print(C.x)  # expect: global
