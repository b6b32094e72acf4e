print(hash(1j), hash(1 + 0j) == hash(1), 1 + 0j == 1, 1 + 0j == 1.0, 1j == 1, {1: "one"}[1 + 0j], complex(1, float("nan")) == complex(1, float("nan")), (1 + 2j).__eq__("x"))
# expect: 1000003 True True True False one False NotImplemented
