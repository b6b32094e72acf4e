print(bool([]), bool([0]), [].__hash__)  # expect: False True None
hash([])  # raises: TypeError: unhashable type: 'list'
