raise SyntaxError("made up", ("file.py", 3, 5, "some text here\n"))
