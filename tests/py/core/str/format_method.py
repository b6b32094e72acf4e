print("{} {}".format(1, 2), "{1} {0}".format("a", "b"), "{a} {b!r}".format(a=1, b="x"), "{0.real} {1[0]} {2[k]}".format(5, [6], {"k": 7}))
# expect: 1 2 b a 1 'x' 5 6 7
print("{:>5}|{:<5}|{:^5}|{:*^7}|".format("a", "b", "c", "d"), "{:{}}|{:{w}.{p}}".format("x", 3, "abcdef", w=5, p=2), "{{}}".format())
# expect:     a|b    |  c  |***d***| x  |ab    {}
print("{:d} {:x} {:#b} {:,} {:_} {:e} {:.3f} {:%} {:+} {:c}".format(1, 255, 5, 1234567, 1234567, 1.5, 2.0, 0.25, 3, 65))
# expect: 1 ff 0b101 1,234,567 1_234_567 1.500000e+00 2.000 25.000000% +3 A
print("{!s} {!r} {!a}".format("é", "é", "é"), "{0[a-b]}".format({"a-b": 1}), "{[0][1]}".format([[1, 2]]), "{.__class__.__name__}".format(5))
# expect: é 'é' '\xe9' 1 2 int
