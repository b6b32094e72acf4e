e = ValueError("v")
print(hasattr(e, "__notes__"))  # expect: False
e.add_note("one"); e.add_note("two\nlines")
print(e.__notes__)  # expect: ['one', 'two\nlines']
e.add_note(5)  # raises: TypeError: note must be a str, not 'int'
e.__notes__ = 5
e.add_note("x")  # raises: TypeError: Cannot add note: __notes__ is not a list
