print(",".join(["a", "b"]), "".join("abc"), "-".join(()), ",".join({"k": 1}), "é".join(["a", "漢"]), ", ".join(str(i) for i in range(3)))
# expect: a,b abc  k aé漢 0, 1, 2
s = "only"
print("".join([s]) is s, "x".join([s]) is s)  # expect: True True
",".join([1])  # raises: TypeError: sequence item 0: expected str instance, int found
",".join(["a", None])  # raises: TypeError: sequence item 1: expected str instance, NoneType found
",".join(5)  # raises: TypeError: can only join an iterable
",".join(["a", b"b"])  # raises: TypeError: sequence item 1: expected str instance, bytes found
