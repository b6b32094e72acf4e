import _circular_a as a
import _circular_b as b
print(a.a, b.b, b.has_a, a.late())  # expect: 1 2 False 2
try: import _circular_c
except ImportError as e: print(str(e).split(" (/")[0])
# expect: cannot import name 'c' from partially initialized module '_circular_c' (most likely due to a circular import)
