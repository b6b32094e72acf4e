exec("if 1:\nx = 2")
