def a():
    v = ["a"]
    def b():
        w = v + ["b"]
        def c():
            return w + v + ["c"]
        return c
    return b
print(a()()())  # expect: ['a', 'b', 'a', 'c']
