e = ValueError("v"); e.add_note("a note\non two lines")
g = ExceptionGroup("g", [e]); g.add_note("group note")
raise g
