type.__getattribute__(list, 1)  # raises: TypeError: attribute name must be string, not 'int'
type.__setattr__(type("A", (), {}), 1, 2)  # raises: TypeError: attribute name must be string, not 'int'
