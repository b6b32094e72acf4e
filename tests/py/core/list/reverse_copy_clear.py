l = [1, [2]]
c = l.copy()
c[1].append(3); c.append(4)
print(l, c, l.reverse(), l, l.clear(), l)  # expect: [] [1, [2, 3], 4] None [] None []
import copy
d = copy.deepcopy(c)
d[1].append(9); print(c, d)  # expect: [1, [2, 3], 4] [1, [2, 3, 9], 4]
