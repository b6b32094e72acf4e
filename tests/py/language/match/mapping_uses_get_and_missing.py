from collections import defaultdict
d = defaultdict(int)
match d:
    case {"k": v}: print("never")
    case _: print("not there", dict(d))  # expect: not there {}
class K: key = "k"
match {"k": 5, 2: 3}:
    case {K.key: v, 2: w}: print(v, w)  # expect: 5 3
