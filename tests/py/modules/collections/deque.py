from collections import deque
d = deque([1, 2, 3])
d.append(4); d.appendleft(0); d.extend("a"); d.extendleft([8, 9])
print(d, len(d), d[0], d[-1], d.pop(), d.popleft(), d.index(2), d.count(1), 3 in d, d.maxlen)
# expect: deque([8, 0, 1, 2, 3, 4]) 8 9 a a 9 3 1 True None
d.rotate(2); print(d); d.rotate(-1); print(d); d.reverse(); print(d); d.insert(1, "i"); print(d); d.remove("i"); d[1] = "set"; del d[0]; print(d)
# expect: deque([3, 4, 8, 0, 1, 2])
# expect: deque([4, 8, 0, 1, 2, 3])
# expect: deque([3, 2, 1, 0, 8, 4])
# expect: deque([3, 'i', 2, 1, 0, 8, 4])
# expect: deque(['set', 1, 0, 8, 4])
m = deque(maxlen=2); m.extend(range(5)); m.appendleft("l"); print(m, m.maxlen, deque([1]) + deque([2]), deque([1]) * 2, deque([1]) == deque([1]), deque([1]) < deque([2]), list(reversed(d))[0], deque("ab").copy(), bool(deque()))
# expect: deque(['l', 3], maxlen=2) 2 deque([1, 2]) deque([1, 1]) True True 4 deque(['a', 'b']) False
deque().pop()  # raises: IndexError: pop from an empty deque
deque().popleft()  # raises: IndexError: pop from an empty deque
d[99]  # raises: IndexError: deque index out of range
d.remove("zz")  # raises: ValueError: 'zz' is not in deque
deque(5)  # raises: TypeError: 'int' object is not iterable
deque(maxlen=-1)  # raises: ValueError: maxlen must be non-negative
m.insert(0, 1)  # raises: IndexError: deque already at its maximum size
hash(deque())  # raises: TypeError: unhashable type: 'collections.deque'
deque([1]) + [2]  # raises: TypeError: can only concatenate deque (not "list") to deque
