a = list[int]
print(a, a.__origin__, a.__args__, a.__parameters__, a == list[int], hash(a) == hash(list[int]), dict[str, "T"], tuple[int, ...], tuple[()], a([1, 2]), type(a).__name__)
# expect: list[int] <class 'list'> (<class 'int'>,) () True True dict[str, 'T'] tuple[int, ...] tuple[()] [1, 2] GenericAlias
print(list[list[int]], type[int], a.__class__, isinstance(a, type), list[None], a.append.__name__, a.__mro_entries__(()))
# expect: list[list[int]] type[int] <class 'types.GenericAlias'> False list[None] append (<class 'list'>,)
class L(list[int]): pass
print(L.__bases__, L.__orig_bases__, L([1]))  # expect: (<class 'list'>,) (list[int],) [1]
isinstance([], a)  # raises: TypeError: isinstance() argument 2 cannot be a parameterized generic
issubclass(list, a)  # raises: TypeError: issubclass() argument 2 cannot be a parameterized generic
a[int]  # raises: TypeError: list[int] is not a generic class
list[int].nope  # raises: AttributeError: type object 'list' has no attribute 'nope'
int[str]  # raises: TypeError: type 'int' is not subscriptable
a.__origin__ = 1  # raises: AttributeError: readonly attribute
