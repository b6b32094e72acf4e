match (1, 2):
    case (a, 3): pass
    case (a, b) if False: pass
    case _: print("fell")  # expect: fell
try: print(a, b)  # expect: 1 2
except NameError as e: print(e)
