with 5 as x, 6 as y:
    pass
