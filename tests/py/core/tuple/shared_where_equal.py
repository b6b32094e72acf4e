t, empty = (1, 2), ()
class T(tuple): pass
print(tuple(t) is t, t[:] is t, t + () is t, () + t is t, t * 1 is t, tuple([]) is empty, t[2:] is empty, t * 0 is empty)
# expect: True True True True True True True True
s = T(t)
print(tuple(s) is s, s[:] is s, s * 1 is s, s + () is s, type(s + ()).__name__, type(s[:]).__name__, type(s * 2).__name__)
# expect: False False False False tuple tuple tuple
