assert True
assert 1, "unused"
assert 0, "said"  # raises: AssertionError: said
assert []  # raises: AssertionError
assert (), ("a", 1)  # raises: AssertionError: ('a', 1)
assert 0, ""  # raises: AssertionError
