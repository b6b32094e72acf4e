import _imp

for function in _imp.get_frozen_object, _imp.is_frozen_package, _imp.init_frozen, _imp.find_frozen, _imp.is_frozen:
    for name in "it's", 3:
        try:
            print(function(name))
        except Exception as error:
            print(type(error).__name__, error, getattr(error, "name", None))
# expect: ImportError No such frozen object named "it's" it's
# expect: TypeError get_frozen_object() argument 1 must be str, not int None
# expect: ImportError No such frozen object named "it's" it's
# expect: TypeError is_frozen_package() argument must be str, not int None
# expect: None
# expect: TypeError init_frozen() argument must be str, not int None
# expect: None
# expect: TypeError find_frozen() argument 1 must be str, not int None
# expect: False
# expect: TypeError is_frozen() argument must be str, not int None
for data in b"i\0\0\0\0", b"":
    try:
        _imp.get_frozen_object("given", data)
    except Exception as error:
        print(type(error).__name__, error)
# expect: TypeError frozen object 'given' is not a code object
# expect: ImportError Frozen object named 'given' is invalid
