class A: pass
a = A()
try: a.zip
except AttributeError as e: print(e.name, e.obj is a, e.args)  # expect: zip True ("'A' object has no attribute 'zip'",)
try: nope
except NameError as e: print(e.name, e.args)  # expect: nope ("name 'nope' is not defined",)
try: A.zop
except AttributeError as e: print(e.name, e.obj is A)  # expect: zop True
