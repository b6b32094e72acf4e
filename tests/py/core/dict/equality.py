print({1: 2} == {1: 2}, {1: 2} == {1.0: 2.0}, {1: 1, 2: 2} == {2: 2, 1: 1}, {1: 2} != {1: 3}, {} == [])
# expect: True True True True False
print({"a": [1]} == {"a": [1]}, {1: None} == {2: None})  # expect: True False
{} < {}  # raises: TypeError: '<' not supported between instances of 'dict' and 'dict'
hash({})  # raises: TypeError: unhashable type: 'dict'
