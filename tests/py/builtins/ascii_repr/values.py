print(ascii("é"), ascii([1, "ü"]), repr("é"), repr([1]), ascii(1))  # expect: '\xe9' [1, '\xfc'] 'é' [1] 1
class A:
    def __repr__(self): return "é!"
print(ascii(A()), repr(A()))  # expect: \xe9! é!
