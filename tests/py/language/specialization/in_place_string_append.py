def build(n):
    s = ""
    for i in range(n): s += "x"
    return s
a = build(5)
b = a
b += "y"
print(a, b, len(build(1000)))  # expect: xxxxx xxxxxy 1000
class S(str):
    def __iadd__(self, o): return "custom"
s = S("a"); s += "b"; print(s)  # expect: custom
t = "é"
for c in "a漢😀": t += c
print(t, len(t))  # expect: éa漢😀 4
