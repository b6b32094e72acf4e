from collections import abc
print(isinstance([], abc.Sequence), isinstance({}, abc.Mapping), isinstance(set(), abc.Set), isinstance("", abc.Iterable), isinstance(5, abc.Hashable), isinstance([], abc.Hashable), isinstance(len, abc.Callable), isinstance(iter([]), abc.Iterator), isinstance((i for i in ()), abc.Generator), isinstance({}.keys(), abc.KeysView), isinstance(b"", abc.ByteString), isinstance(range(1), abc.Reversible))
# expect: True True True True True False True True True True True True
class S:
    def __len__(self): return 0
    def __iter__(self): return iter(())
    def __contains__(self, x): return False
print(isinstance(S(), abc.Sized), isinstance(S(), abc.Collection), issubclass(S, abc.Container), isinstance(S(), abc.Sequence))
# expect: True True True False
