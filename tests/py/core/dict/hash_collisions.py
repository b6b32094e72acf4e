class Same:
    def __init__(self, n): self.n = n
    def __hash__(self): return 7
    def __eq__(self, other): return self.n == other.n
    def __repr__(self): return f"S{self.n}"
d = {Same(i): i for i in range(40)}
print(len(d), d[Same(39)], Same(40) in d, d.pop(Same(20)), len(d), d.get(Same(20), "gone"))
# expect: 40 39 False 20 39 gone
for i in range(0, 40, 2): d.pop(Same(i), None)
print(d, set(d) == {Same(i) for i in range(1, 40, 2)})
# expect: {S1: 1, S3: 3, S5: 5, S7: 7, S9: 9, S11: 11, S13: 13, S15: 15, S17: 17, S19: 19, S21: 21, S23: 23, S25: 25, S27: 27, S29: 29, S31: 31, S33: 33, S35: 35, S37: 37, S39: 39} True
