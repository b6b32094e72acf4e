import types
names = {}
function = types.FunctionType(compile("x = 1\ny = x + 1", "name", "exec"), names)
print(function(), names["x"], names["y"])  # expect: None 1 2
