s = {1, 2}
def grow():
    for k in s:
        s.add(k + 10)
grow()  # raises: RuntimeError: Set changed size during iteration
