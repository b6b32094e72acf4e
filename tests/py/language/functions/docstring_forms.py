def a(): "doc"
def b(): "con" "cat"
def c(): f"not{1}"
def d(): b"not"
def e():
    """multi
    line"""
def g():
    x = 1
    "no"
print(a.__doc__, b.__doc__, c.__doc__, d.__doc__, repr(e.__doc__), g.__doc__)
# expect: doc concat None None 'multi\n    line' None
class K: "class doc"
print(K.__doc__, (lambda: "x").__doc__)  # expect: class doc None
