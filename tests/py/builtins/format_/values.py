print(format(5), format(5, "03"), format("a", ">3"), format(None), format([1]), format(1.5, ".2f"), format(True, "d"), format(object, "") == str(object))
# expect: 5 005   a None [1] 1.50 1 True
format([], "x")  # raises: TypeError: unsupported format string passed to list.__format__
format(5, 5)  # raises: TypeError: format() argument 2 must be str, not int
format()  # raises: TypeError: format expected at least 1 argument, got 0
