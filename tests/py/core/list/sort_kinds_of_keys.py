print(sorted([2, 1.5, True, -1, 10**30, -10**30, 0.5]))
# expect: [-1000000000000000000000000000000, -1, 0.5, True, 1.5, 2, 1000000000000000000000000000000]
print(sorted([0.5, -0.0, 1e300, -1e300, float("inf"), float("-inf"), 1e-300]))
# expect: [-inf, -1e+300, -0.0, 1e-300, 0.5, 1e+300, inf]
print(sorted(["b", "a", "ä", "\u0100", "", "aa", "\U00010000", "B"]))
# expect: ['', 'B', 'a', 'aa', 'b', 'ä', 'Ā', '𐀀']
print(sorted([b"b", b"a", b"", b"aa"]), sorted([[2], [1, 5], [], [1]]))
# expect: [b'', b'a', b'aa', b'b'] [[], [1], [1, 5], [2]]
print(sorted([(1, "b"), (1, "a"), (0, "z"), (), (1,), (1, "a", 0)]), sorted([(1.5, 2), (1, 9), (1.0, 3)]))
# expect: [(), (0, 'z'), (1,), (1, 'a'), (1, 'a', 0), (1, 'b')] [(1.0, 3), (1, 9), (1.5, 2)]
print(sorted([{1, 2}, {1}, {1, 2, 3}], key=len), sorted("hello"), sorted({"b": 1, "a": 2}))
# expect: [{1}, {1, 2}, {1, 2, 3}] ['e', 'h', 'l', 'l', 'o'] ['a', 'b']
print(sorted([3, 1, 2], key=lambda x: -x), sorted(["B", "a"], key=str.lower), sorted([(1, 2), (1, 1)], key=None, reverse=True))
# expect: [3, 2, 1] ['a', 'B'] [(1, 2), (1, 1)]
sorted([1, "a"])  # raises: TypeError: '<' not supported between instances of 'str' and 'int'
sorted([(1, "a"), (1, 2)])  # raises: TypeError: '<' not supported between instances of 'int' and 'str'
sorted([1j, 2j])  # raises: TypeError: '<' not supported between instances of 'complex' and 'complex'
sorted([3, 1], key=lambda x: 1 / 0)  # raises: ZeroDivisionError: division by zero
