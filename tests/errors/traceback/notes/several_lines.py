e = ValueError("v")
e.add_note("one\ntwo")
e.add_note("")
e.add_note("three")
raise e
