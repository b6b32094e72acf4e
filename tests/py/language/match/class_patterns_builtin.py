def f(x):
    match x:
        case bool(b): return ("bool", b)
        case int(i): return ("int", i)
        case str(s): return ("str", s)
        case float() as f: return ("float", f)
        case list([a, *_]): return ("list", a)
        case dict(d): return ("dict", d)
        case (tuple() | set()) as s: return ("ts", s)
print(f(True), f(5), f("s"), f(1.5), f([7, 8]), f({}), f(()), f(None))
# expect: ('bool', True) ('int', 5) ('str', 's') ('float', 1.5) ('list', 7) ('dict', {}) ('ts', ()) None
