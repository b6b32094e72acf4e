# pyemb-only: python3.11 dies of a stack overflow
def nested(make):
    alias = int
    for _ in range(100000): alias = make(alias)
    return alias
def outcome(use, alias):
    try: return type(use(alias)).__name__
    except RecursionError: return "R"
makers = (lambda a: list[a], lambda a: dict[int, a], lambda a: list[a] | int)
uses = (repr, hash, lambda a: a.__parameters__, lambda a: a == nested(makers[0]))
for make in makers:
    alias = nested(make)
    print(*(outcome(use, alias) for use in uses))
# expect: R R R R
# expect: R R R bool
# expect: R R R bool
