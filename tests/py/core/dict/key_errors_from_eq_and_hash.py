class H:
    def __hash__(self): raise ValueError("hash")
class E:
    def __hash__(self): return 5
    def __eq__(self, o): raise KeyError("eq")
d = {5: 1}
d[H()]  # raises: ValueError: hash
d[E()]  # raises: KeyError: 'eq'
{E(): 1, E(): 2}  # raises: KeyError: 'eq'
