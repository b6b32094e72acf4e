d = {1: "int"}
d[1.0] = "float"; d[True] = "bool"
print(d, d[1], 1.0 in d, True in d, {0: 1, False: 2, 0.0: 3, 0j: 4})  # expect: {1: 'bool'} bool True True {0: 4}
