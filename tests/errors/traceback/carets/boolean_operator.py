x = 1 and 2 and "a" + 1 or 3
