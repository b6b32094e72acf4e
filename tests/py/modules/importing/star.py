from _pack import *
print(listed, one.value, "hidden" in globals(), "_private" in globals())  # expect: listed 1 False False
