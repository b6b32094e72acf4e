for x in (True, 2, 2 ** 70, 2.5, 1j):
    print([type(x + y).__name__ for y in (True, 2, 2 ** 70, 2.5, 1j)], [type(x * y).__name__ for y in (True, 2, 2 ** 70, 2.5, 1j)], type(x / 2).__name__, type(-x).__name__)
# expect: ['int', 'int', 'int', 'float', 'complex'] ['int', 'int', 'int', 'float', 'complex'] float int
# expect: ['int', 'int', 'int', 'float', 'complex'] ['int', 'int', 'int', 'float', 'complex'] float int
# expect: ['int', 'int', 'int', 'float', 'complex'] ['int', 'int', 'int', 'float', 'complex'] float int
# expect: ['float', 'float', 'float', 'float', 'complex'] ['float', 'float', 'float', 'float', 'complex'] float float
# expect: ['complex', 'complex', 'complex', 'complex', 'complex'] ['complex', 'complex', 'complex', 'complex', 'complex'] complex complex
