[[y.z for y in x] for x in [[1]]]
