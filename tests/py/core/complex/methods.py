print((1 + 2j).__add__(1), (1 + 2j).__getnewargs__(), (3 + 4j).__abs__(), (1 + 2j).__pow__(2), (1j).__bool__(), complex.__mro__, (2j).__rsub__(1), (1 + 2j).__complex__())
# expect: (2+2j) (1.0, 2.0) 5.0 (-3+4j) True (<class 'complex'>, <class 'object'>) (1-2j) (1+2j)
(1j).real = 2  # raises: AttributeError: readonly attribute
complex.from_number  # raises: AttributeError: type object 'complex' has no attribute 'from_number'
