print(int.__add__(1, 2), int.__lt__(1, 2), int.__eq__(1, "x"), (1).__eq__(1.0), int.__pow__(2, 3, 5), int.__divmod__(7, 2), (5).__index__(), (5).__bool__(), (5).__hash__(), int.__rsub__(1, 5))
# expect: 3 True NotImplemented NotImplemented 3 (3, 1) 5 True 5 4
