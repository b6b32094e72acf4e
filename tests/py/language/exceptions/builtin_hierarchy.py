print([c.__name__ for c in RecursionError.__mro__])
# expect: ['RecursionError', 'RuntimeError', 'Exception', 'BaseException', 'object']
print([c.__name__ for c in FileNotFoundError.__mro__])
# expect: ['FileNotFoundError', 'OSError', 'Exception', 'BaseException', 'object']
print(issubclass(KeyError, LookupError), issubclass(StopIteration, Exception), issubclass(GeneratorExit, Exception))
# expect: True True False
print(IOError is OSError, EnvironmentError is OSError, issubclass(UnicodeDecodeError, ValueError))
# expect: True True True
print(issubclass(BlockingIOError, OSError), issubclass(ModuleNotFoundError, ImportError))  # expect: True True
print(issubclass(ExceptionGroup, BaseExceptionGroup), issubclass(IndentationError, SyntaxError))  # expect: True True
