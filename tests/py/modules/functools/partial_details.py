from functools import partial
p = partial(dict, {"a": 1}, b=2)
print(p, p(), p(b=3, c=4), p.func, p.args, p.keywords)
# expect: functools.partial(<class 'dict'>, {'a': 1}, b=2) {'a': 1, 'b': 2} {'a': 1, 'b': 3, 'c': 4} <class 'dict'> ({'a': 1},) {'b': 2}
q = partial(p, c=5)
print(q, q.func is dict, q(d=6), q.keywords, p.keywords)
# expect: functools.partial(<class 'dict'>, {'a': 1}, b=2, c=5) True {'a': 1, 'b': 2, 'c': 5, 'd': 6} {'b': 2, 'c': 5} {'b': 2}
q.attr = 1
print(q.__dict__, partial(q)(), partial(q).func is q)  # expect: {'attr': 1} {'a': 1, 'b': 2, 'c': 5} True
p.__setstate__((max, (1, 2), {}, None))
print(p, p(5), partial(print, "x", sep="-")("y", "z"))
# expect: x-y-z
# expect: functools.partial(<built-in function max>, 1, 2) 5 None
class P(partial): pass
print(P(int, "11")(base=2), type(partial(P(int))).__name__)  # expect: 3 partial
partial()  # raises: TypeError: type 'partial' takes at least one argument
partial(3)  # raises: TypeError: the first argument must be callable
p.__setstate__((1, 2))  # raises: TypeError: invalid partial state
p.func = 3  # raises: AttributeError: readonly attribute
