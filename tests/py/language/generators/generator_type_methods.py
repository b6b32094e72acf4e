def g(): yield
it = g()
print([n for n in dir(it) if not n.startswith("__")])
# expect: ['close', 'gi_code', 'gi_frame', 'gi_running', 'gi_suspended', 'gi_yieldfrom', 'send', 'throw']
print(hasattr(it, "__next__"), hasattr(it, "__iter__"), hasattr(it, "__del__"))  # expect: True True True
it.gi_code = 1  # raises: AttributeError: readonly attribute
type(it)()  # raises: TypeError: cannot create 'generator' instances
