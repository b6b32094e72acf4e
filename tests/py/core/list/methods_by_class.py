print(list.append.__name__, list.__name__, list.sort.__qualname__, [].append.__self__, type([].append).__name__)
# expect: append list list.sort [] builtin_function_or_method
print([].__class__, list.__mro__, [].__len__(), [1].__contains__(1), [1, 2].__getitem__(1), [1].__add__([2]))
# expect: <class 'list'> (<class 'list'>, <class 'object'>) 0 True 2 [1, 2]
l = [1]; l.__setitem__(0, 5); l.__iadd__([6]); l.__delitem__(0); print(l, l.__eq__(3), l.__reversed__().__next__())
# expect: [6] NotImplemented 6
print(list.__class_getitem__(int), list[int], list[int]("ab"))  # expect: list[int] list[int] ['a', 'b']
