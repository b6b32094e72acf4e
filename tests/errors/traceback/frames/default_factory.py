from collections import defaultdict
d = defaultdict(lambda: 1 / 0)
d["k"]
