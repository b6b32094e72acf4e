try:
    1 / 0
except ZeroDivisionError as e:
    pass
try:
    e
except NameError as err:
    print(err)  # expect: name 'e' is not defined
def f():
    e = 1
    try: raise ValueError
    except ValueError as e: pass
    return e
f()  # raises: UnboundLocalError: cannot access local variable 'e' where it is not associated with a value
