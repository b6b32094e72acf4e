def m():
    print("evaluated")
    return "text"
assert 1, m()
try:
    assert 0, m()  # expect: evaluated
except AssertionError as e:
    print(e.args)  # expect: ('text',)
