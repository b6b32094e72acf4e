from collections import deque
d = deque([1, 2])
def f():
    for x in d: d.append(1)
f()  # raises: RuntimeError: deque mutated during iteration
