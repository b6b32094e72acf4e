e = ValueError("v")
e.add_note("the note")
raise e
