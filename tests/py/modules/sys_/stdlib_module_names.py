import sys
names = sys.stdlib_module_names
print(type(names), len(names))  # expect: <class 'frozenset'> 305
print(names >= {"abc", "errno", "zlib", "_abc", "winreg"}, "test" in names)  # expect: True False
