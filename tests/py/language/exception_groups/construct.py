g = ExceptionGroup("msg", [ValueError(1), TypeError(2)])
print(repr(g), str(g), g.message, g.exceptions, g.args)
# expect: ExceptionGroup('msg', [ValueError(1), TypeError(2)]) msg (2 sub-exceptions) msg (ValueError(1), TypeError(2)) ('msg', [ValueError(1), TypeError(2)])
print(type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__)
# expect: ExceptionGroup BaseExceptionGroup
print(str(ExceptionGroup("one", [OSError()])))  # expect: one (1 sub-exception)
ExceptionGroup("m", [])  # raises: ValueError: second argument (exceptions) must be a non-empty sequence
ExceptionGroup("m", 5)  # raises: TypeError: second argument (exceptions) must be a sequence
ExceptionGroup("m", [5])  # raises: ValueError: Item 0 of second argument (exceptions) is not an exception
ExceptionGroup(5, [ValueError()])  # raises: TypeError: BaseExceptionGroup.__new__() argument 1 must be str, not int
ExceptionGroup("m", [KeyboardInterrupt()])  # raises: TypeError: Cannot nest BaseExceptions in an ExceptionGroup
ExceptionGroup("m")  # raises: TypeError: BaseExceptionGroup.__new__() takes exactly 2 arguments (1 given)
