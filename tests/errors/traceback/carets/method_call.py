"abc".replace(1, 2).upper()
