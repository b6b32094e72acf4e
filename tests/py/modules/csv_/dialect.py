# The parameters of a dialect are checked when it is made.
import _csv

def dialect(*args, **parameters):
    try: d = _csv.Dialect(*args, **parameters)
    except Exception as e: print(type(e).__name__, e)
    else: print([getattr(d, name) for name in "delimiter doublequote escapechar lineterminator quotechar quoting skipinitialspace strict".split()])

dialect()  # expect: [',', True, None, '\r\n', '"', 0, False, False]
dialect(None, ';', 0, '\\', '\n', "'", 1, 1, 1)  # expect: [';', False, '\\', '\n', "'", 1, True, True]
dialect("no such dialect")  # expect: Error unknown dialect
dialect(*range(10))  # expect: TypeError function takes at most 9 arguments (10 given)
dialect(unknown=1)  # expect: TypeError 'unknown' is an invalid keyword argument for this function
dialect(delimiter='')  # expect: TypeError "delimiter" must be a 1-character string
dialect(delimiter=None)  # expect: TypeError "delimiter" must be string, not NoneType
dialect(quotechar=5)  # expect: TypeError "quotechar" must be string or None, not int
dialect(quotechar=None)  # expect: [',', True, None, '\r\n', None, 3, False, False]
dialect(quotechar=None, quoting=1)  # expect: TypeError quotechar must be set if quoting enabled
dialect(lineterminator=5)  # expect: TypeError "lineterminator" must be a string
dialect(lineterminator=None)  # expect: TypeError lineterminator must be set
dialect(quoting=4)  # expect: TypeError bad "quoting" value
dialect(quoting=True)  # expect: TypeError "quoting" must be an integer
class Described: delimiter = ';'; quotechar = None; doublequote = False
dialect(Described)  # expect: [';', False, None, '\r\n', None, 3, False, False]
dialect(Described(), quotechar='q')  # expect: [';', False, None, '\r\n', 'q', 0, False, False]
d = _csv.Dialect(delimiter='|')
print(_csv.Dialect(d) is d, _csv.Dialect(d, strict=True).delimiter)  # expect: True |
print(_csv.register_dialect("mine", d, strict=1), _csv.get_dialect("mine").strict, "mine" in _csv.list_dialects())
# expect: None True True
print(next(_csv.reader(["a|b"], "mine")), _csv.unregister_dialect("mine"), "mine" in _csv.list_dialects())
# expect: ['a', 'b'] None False
_csv.get_dialect("mine")  # raises: _csv.Error: unknown dialect
_csv.unregister_dialect("mine")  # raises: _csv.Error: unknown dialect
_csv.register_dialect(1)  # raises: TypeError: dialect name must be a string
_csv.register_dialect("a", 1, 2)  # raises: TypeError:  expected at most 2 arguments, got 3
d.strict = 2  # raises: AttributeError: readonly attribute
d.quoting = 2  # raises: AttributeError: attribute 'quoting' of '_csv.Dialect' objects is not writable
d.__reduce__()  # raises: TypeError: cannot pickle 'Dialect' instances
