class E:
    def __eq__(self, o): return True
match E():
    case None: print("none")
    case True: print("true")
    case 5: print("equal")  # expect: equal
match 1:
    case True: print("true")
    case 1: print("one")  # expect: one
