raise ExceptionGroup("g", [ValueError("line one\nline two")])
