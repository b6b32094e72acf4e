print(hash(0), hash(1), hash(-1), hash(2 ** 61 - 1), hash(2 ** 61), hash(-2 ** 61), hash(2 ** 100), hash(10 ** 30), hash(1.0), hash(-2))
# expect: 0 1 -2 0 1 -2 549755813888 465258685558744706 1 -2
