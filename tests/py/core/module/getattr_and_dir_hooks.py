import types
m = types.ModuleType("m")
m.__getattr__ = lambda n: "dyn " + n
m.__dir__ = lambda: ["z", "a"]
print(m.foo, dir(m), m.__name__)  # expect: dyn foo ['a', 'z'] m
