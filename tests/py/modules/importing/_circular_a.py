import _circular_b
a = 1
def late(): return _circular_b.b
