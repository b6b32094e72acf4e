class C:
    a: int
    b: "str" = "x"
    __c: int = 0
print(C.__annotations__)  # expect: {'a': <class 'int'>, 'b': 'str', '_C__c': <class 'int'>}
print(hasattr(C, "a"), C.b)  # expect: False x
