AssertionError_ = AssertionError
AssertionError = ValueError
try:
    assert False, "x"
except AssertionError_ as e:
    print(type(e).__name__)  # expect: AssertionError
