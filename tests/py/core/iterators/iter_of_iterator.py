for make in (lambda: iter([1]), lambda: iter("a"), lambda: zip([1], [2]), lambda: map(str, [1]), lambda: (i for i in [1]), lambda: enumerate("a"), lambda: reversed([1]), lambda: iter({1: 2}.items())):
    it = make()
    print(iter(it) is it, list(it), list(it), next(it, "end"))
# expect: True [1] [] end
# expect: True ['a'] [] end
# expect: True [(1, 2)] [] end
# expect: True ['1'] [] end
# expect: True [1] [] end
# expect: True [(0, 'a')] [] end
# expect: True [1] [] end
# expect: True [(1, 2)] [] end
