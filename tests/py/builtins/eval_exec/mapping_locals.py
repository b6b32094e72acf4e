class M:
    def __getitem__(self, k):
        if k.startswith("__"): raise KeyError(k)
        return "<" + k + ">"
    def __setitem__(self, k, v): print("set", k, v)
print(eval("foo + bar", {}, M()))  # expect: <foo><bar>
exec("q = 1; r = zz", {}, M())
# expect: set q 1
# expect: set r <zz>
class D(dict):
    def __missing__(self, k): return "missing " + k
print(eval("abc", {}, D()))  # expect: missing abc
