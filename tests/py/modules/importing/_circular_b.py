import _circular_a
b = 2
has_a = hasattr(_circular_a, "a")
