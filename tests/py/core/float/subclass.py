class F(float):
    def __repr__(self): return "F" + float.__repr__(self)
f = F(1.5)
print(f, f + 1, type(f + 1).__name__, f == 1.5, {1.5: 1}[f], str(f), f"{f}", float(f), type(float(f)).__name__, -f, round(f))
# expect: F1.5 2.5 float True 1 F1.5 F1.5 1.5 float -1.5 2
