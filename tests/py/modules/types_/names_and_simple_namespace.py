import types
print(types.FunctionType.__name__, types.GeneratorType.__name__, types.NoneType, types.EllipsisType, types.UnionType.__name__, types.CodeType.__name__, types.MappingProxyType.__name__, types.TracebackType.__name__)
# expect: function generator <class 'NoneType'> <class 'ellipsis'> UnionType code mappingproxy traceback
n = types.SimpleNamespace(a=1, b="x")
n.c = [n]
print(n, n == types.SimpleNamespace(a=1), n.a, vars(n)["b"], types.SimpleNamespace() == types.SimpleNamespace())
# expect: namespace(a=1, b='x', c=[namespace(...)]) False 1 x True
types.SimpleNamespace(1)  # raises: TypeError: no positional arguments expected
n < n  # raises: TypeError: '<' not supported between instances of 'dict' and 'dict'
del n.zz  # raises: AttributeError: 'types.SimpleNamespace' object has no attribute 'zz'
