print(hash(1.0), hash(0.5), hash(1e100), hash(-1.5), hash(0.0), hash(-0.0), hash(2.0 ** 61), hash(0.1), {1.0: "a"}[1], hash(float("nan")) == hash(float("nan")) or True)
# expect: 1 1152921504606846976 1822893315824342674 -1152921504606846977 0 0 1 230584300921369408 a True
