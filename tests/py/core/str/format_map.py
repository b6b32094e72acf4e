class D(dict):
    def __missing__(self, k): return "<" + k + ">"
print("{a} {b}".format_map(D(a=1)), "{x}".format_map({"x": 5}))  # expect: 1 <b> 5
"{q}".format_map({})  # raises: KeyError: 'q'
