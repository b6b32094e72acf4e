from operator import *
print(add(1, 2), "add" in globals(), "_abs" in globals())  # expect: 3 True False
