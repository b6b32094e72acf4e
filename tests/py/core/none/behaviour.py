print(None, repr(None), str(None), bool(None), None == None, None is None, type(None), type(None)(), None.__class__.__name__)
# expect: None None None False True True <class 'NoneType'> None NoneType
print(hash(None) == hash(None), None in [None], {None: 1}[None], None != 0, None.__bool__(), None.__eq__(None), None.__eq__(1))
# expect: True True 1 True False True NotImplemented
None()  # raises: TypeError: 'NoneType' object is not callable
None + 1  # raises: TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'
None[0]  # raises: TypeError: 'NoneType' object is not subscriptable
None.x = 1  # raises: AttributeError: 'NoneType' object has no attribute 'x'
type(None)(1)  # raises: TypeError: NoneType takes no arguments
len(None)  # raises: TypeError: object of type 'NoneType' has no len()
