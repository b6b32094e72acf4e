try: compile("x =", "f.py", "exec")
except SyntaxError as e:
    e.add_note("noted")
    raise
