def v(x):
    print("v", x.__name__)
    return x
try:
    pass
except v(ValueError): pass
try:
    raise KeyError
except v(ValueError): pass
except v(KeyError): print("caught")
except v(TypeError): pass
# expect: v ValueError
# expect: v KeyError
# expect: caught
