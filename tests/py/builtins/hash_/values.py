print(hash(1), hash(1.0), hash(True), hash(""), hash(()) == hash(()), hash(None) == hash(None), hash("a") == hash("a"), hash(0.5))
# expect: 1 1 1 0 True True True 1152921504606846976
hash([])  # raises: TypeError: unhashable type: 'list'
hash({})  # raises: TypeError: unhashable type: 'dict'
hash()  # raises: TypeError: hash() takes exactly one argument (0 given)
