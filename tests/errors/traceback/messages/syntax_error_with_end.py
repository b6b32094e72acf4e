raise SyntaxError("made up", ("file.py", 3, 6, "some text here\n", 3, 10))
