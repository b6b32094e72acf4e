class D(dict):
    def __getitem__(self, k): return "over " + str(super().__getitem__(k))
    def __contains__(self, k): return True
d = D(a=1)
print(d["a"], d.get("a"), "zz" in d, dict(d), {**d}, list(d.values()))  # expect: over 1 1 True {'a': 1} {'a': 1} [1]
