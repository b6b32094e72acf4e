# pyemb-only: python3.11 writes behind the end of the shrunk array
# An item whose __index__ changes the array: nothing is written behind its end.
from array import array

class Clearing:
    def __index__(self):
        del a[:]
        return 1

a = array("i", [1, 2, 3])
a.append(Clearing())
print(a)  # expect: array('i', [1])
a = array("i", [1, 2, 3])
a.insert(2, Clearing())
print(a)  # expect: array('i', [1])
a = array("i", [1, 2, 3])
try:
    a[2] = Clearing()
except IndexError as e:
    print(e)  # expect: array assignment index out of range
