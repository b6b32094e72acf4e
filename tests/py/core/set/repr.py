print(set(), {1}, frozenset(), frozenset({1}), [{"a"}])  # expect: set() {1} frozenset() frozenset({1}) [{'a'}]
class S(set): pass
class F(frozenset): pass
print(S(), S([1]), F(), F([1]))  # expect: S() S({1}) F() F({1})
