[1, *None, 2]
