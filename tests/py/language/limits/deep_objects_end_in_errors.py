# pyemb-only: python3.11 dies of a stack overflow for most of these
import collections, functools, gc, itertools, types
gc.disable()
def outcome(make, use, inner):
    for _ in range(200000): inner = make(inner)
    try: return type(use(inner)).__name__
    except RecursionError: return "R"
iterators = [itertools.chain, itertools.cycle, itertools.accumulate, itertools.pairwise, itertools.groupby, zip, enumerate,
             functools.partial(map, str), functools.partial(filter, None), functools.partial(itertools.takewhile, bool)]
print(*(outcome(f, next, iter(())) for f in iterators))  # expect: R R R R R R R R R R
call = lambda o: o()
print(outcome(lambda o: types.MethodType(o, 1), call, print), outcome(staticmethod, call, print), outcome(functools.lru_cache, call, print))  # expect: R R R
print(outcome(classmethod, lambda o: type("A", (), {"f": o}).f, print))  # expect: R
print(outcome(lambda o: (o,), lambda o: isinstance("", o), int))  # expect: R
shown = [lambda o: [o], lambda o: {1: o}, lambda o: (o,), slice, ValueError, lambda o: collections.deque([o]), lambda o: types.SimpleNamespace(a=o), lambda o: list[o]]
print(*(outcome(f, repr, 1) for f in shown))  # expect: R R R R R R R R
print(outcome(lambda o: ExceptionGroup("g", [o]), lambda o: o.split(OSError), ValueError()))  # expect: R
