print(len.__name__, len.__qualname__, len.__module__, len.__self__.__name__, repr(len), type(len).__name__, [].append.__name__, [].append.__qualname__)
# expect: len len builtins builtins <built-in function len> builtin_function_or_method append list.append
print(repr([].append)[:30], str.upper.__name__, str.upper.__objclass__, type(str.upper).__name__, repr(str.upper), type(int.__add__).__name__, repr(int.__add__), type((1).__add__).__name__)
# expect: <built-in method append of lis upper <class 'str'> method_descriptor <method 'upper' of 'str' objects> wrapper_descriptor <slot wrapper '__add__' of 'int' objects> method-wrapper
print(dict.fromkeys.__self__, type(dict.__dict__["fromkeys"]).__name__, int.real.__name__, type(int.real).__name__, type(object.__new__).__name__)
# expect: <class 'dict'> classmethod_descriptor real getset_descriptor builtin_function_or_method
