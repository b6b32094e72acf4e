class P:
    __match_args__ = ("x",)
    def __init__(self, x, y=0): self.x, self.y = x, y

def kind(v):
    match v:
        case -1 | 2.5 | 1 + 2j: return "number"
        case "a" 'b' | None | True: return "constant"
        case [1, [x, *_], *rest]: return "sequence", x, rest
        case {"k": [v], **rest}: return "mapping", v, rest
        case P(0): return "zero"
        case P(x, y=1 | 2 as y) if x: return "class", x, y
        case (P() as p), : return "one", p.x
        case str() | bytes(): return "text"
    return "nothing"

for v in -1, 1 + 2j, "ab", None, [1, (2, 3), 4], {"k": [5], 6: 7}, P(0), P(3, 2), P(0, 2), [P(9)], "x", 0:
    print(kind(v))
# expect: number
# expect: number
# expect: constant
# expect: constant
# expect: ('sequence', 2, [4])
# expect: ('mapping', 5, {6: 7})
# expect: zero
# expect: ('class', 3, 2)
# expect: zero
# expect: ('one', 9)
# expect: text
# expect: nothing
