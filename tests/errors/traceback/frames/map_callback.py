list(map(lambda x: x.y, [1]))
