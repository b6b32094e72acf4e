class L(list):
    def __init__(self, *a): super().__init__(a); self.tag = "t"
    def __getitem__(self, i): return ("item", super().__getitem__(i))
l = L(1, 2, 3)
print(l, l[0], l.tag, l[0:2], type(l + [1]).__name__, type(l.copy()).__name__, len(l), [*l], l == [1, 2, 3])
# expect: [1, 2, 3] ('item', 1) t ('item', [1, 2]) list list 3 [1, 2, 3] True
print(isinstance(l, list), list(l), 2 in l)  # expect: True [1, 2, 3] True
