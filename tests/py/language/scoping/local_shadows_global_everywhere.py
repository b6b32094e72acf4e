x = "global"
def f():
    try:
        print(x)
    except UnboundLocalError as e:
        print(e)
    x = "local"
    print(x)
f()
# expect: cannot access local variable 'x' where it is not associated with a value
# expect: local
print(x)  # expect: global
