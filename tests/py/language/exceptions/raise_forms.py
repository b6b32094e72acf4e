raise ValueError  # raises: ValueError
raise ValueError("text")  # raises: ValueError: text
raise ValueError(1, 2)  # raises: ValueError: (1, 2)
raise ValueError()  # raises: ValueError
raise KeyError("k")  # raises: KeyError: 'k'
raise KeyError("a", "b")  # raises: KeyError: ('a', 'b')
raise OSError(2, "No such file")  # raises: FileNotFoundError: [Errno 2] No such file
raise OSError(2, "No such file", "name")  # raises: FileNotFoundError: [Errno 2] No such file: 'name'
class E(Exception): pass
raise E("x")  # raises: E: x
