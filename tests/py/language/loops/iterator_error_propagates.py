class Bad:
    def __iter__(self): return self
    def __next__(self): raise KeyError("inside")
for x in Bad(): pass  # raises: KeyError: 'inside'
