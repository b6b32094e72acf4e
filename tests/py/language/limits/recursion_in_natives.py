import sys
l = []
for i in range(100000): l = [l]
for f in (repr, lambda x: x == x[0], hash if 0 else repr):
    try: f(l)
    except RecursionError as e: print("recursion")
# expect: recursion
# expect: recursion
# expect: recursion
a, b = [], []
for i in range(100000): a, b = [a], [b]
try: a == b
except RecursionError: print("recursion in ==")  # expect: recursion in ==
t = ()
for i in range(100000): t = (t,)
try: hash(t)
except RecursionError: pass
print("hash answered")  # expect: hash answered
