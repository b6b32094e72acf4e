class A(metaclass=x, metaclass=y): pass
