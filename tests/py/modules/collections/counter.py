from collections import Counter
c = Counter("abracadabra")
print(c.most_common(2), c["a"], c["zz"], sum(c.values()), sorted(c.elements())[:3], c.total())
# expect: [('a', 5), ('b', 2)] 5 0 11 ['a', 'a', 'a'] 11
print(Counter(a=3, b=1) + Counter(a=1), Counter(a=3, b=1) - Counter(a=1, b=2), Counter(a=3) & Counter(a=1), Counter(a=1) | Counter(b=2), +Counter(a=-1, b=1), Counter(a=1) == Counter(a=1, b=0))
# expect: Counter({'a': 4, 'b': 1}) Counter({'a': 2}) Counter({'a': 1}) Counter({'b': 2, 'a': 1}) Counter({'b': 1}) True
c.update("zz"); c.subtract(["a"]); print(c["z"], c["a"]); del c["a"]; print("a" in c)
# expect: 2 4
# expect: False
