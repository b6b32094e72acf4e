def g():
    x = [1]
    yield
it = g(); next(it)
f = it.gi_frame
print(f.f_lineno, f.f_locals)  # expect: 3 {'x': [1]}
f.clear()
print(list(it))  # expect: []
