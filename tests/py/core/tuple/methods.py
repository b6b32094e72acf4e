t = (1, 2, 1)
print(t.count(1), t.index(2), t.index(1, 1), t + (3,), t * 2, 2 * t, 2 in t, min(t), sum(t))
# expect: 2 1 2 (1, 2, 1, 3) (1, 2, 1, 1, 2, 1) (1, 2, 1, 1, 2, 1) True 1 4
t.index(9)  # raises: ValueError: tuple.index(x): x not in tuple
t.append(1)  # raises: AttributeError: 'tuple' object has no attribute 'append'
t + [1]  # raises: TypeError: can only concatenate tuple (not "list") to tuple
t * "a"  # raises: TypeError: can't multiply sequence by non-int of type 'str'
