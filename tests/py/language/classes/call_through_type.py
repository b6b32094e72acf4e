class A:
    def m(self): return "m"
print(A.m(A()), A.m("anything") if 0 else A.m(5))  # expect: m m
int.__add__("x", 1)  # raises: TypeError: descriptor '__add__' requires a 'int' object but received a 'str'
list.append((), 1)  # raises: TypeError: descriptor 'append' for 'list' objects doesn't apply to a 'tuple' object
str.upper(5)  # raises: TypeError: descriptor 'upper' for 'str' objects doesn't apply to a 'int' object
A.__init__()  # raises: TypeError: descriptor '__init__' of 'object' object needs an argument
dict.get()  # raises: TypeError: unbound method dict.get() needs an argument
