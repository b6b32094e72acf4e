l = []
l.append(1); l.append([2]); l.extend("ab"); l.extend(range(2)); l += (9,)
print(l)  # expect: [1, [2], 'a', 'b', 0, 1, 9]
l.extend(l); print(len(l))  # expect: 14
m = [1, 2]
m += m; print(m)  # expect: [1, 2, 1, 2]
l.extend(5)  # raises: TypeError: 'int' object is not iterable
l += 5  # raises: TypeError: 'int' object is not iterable
l.append()  # raises: TypeError: list.append() takes exactly one argument (0 given)
l + (1,)  # raises: TypeError: can only concatenate list (not "tuple") to list
(1,) + [1]  # raises: TypeError: can only concatenate tuple (not "list") to tuple
