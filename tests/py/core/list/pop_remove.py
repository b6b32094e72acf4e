l = [1, 2, 3, 2, 1]
print(l.pop(), l.pop(0), l.pop(-2), l)  # expect: 1 1 3 [2, 2]
l.remove(2); print(l)  # expect: [2]
l.remove(99)  # raises: ValueError: list.remove(x): x not in list
[].pop()  # raises: IndexError: pop from empty list
l.pop(7)  # raises: IndexError: pop index out of range
l.pop("a")  # raises: TypeError: 'str' object cannot be interpreted as an integer
l.remove()  # raises: TypeError: list.remove() takes exactly one argument (0 given)
