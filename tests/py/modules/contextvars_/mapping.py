# A context is a mapping from variables to values; its copies share nothing that can change.
import contextvars

ctx = contextvars.Context()
variables = [contextvars.ContextVar(f"v{i}") for i in range(2000)]
tokens = []
snapshots = []
def fill():
    for i, v in enumerate(variables):
        tokens.append(v.set(i))
        if i % 400 == 0: snapshots.append(contextvars.copy_context())
ctx.run(fill)
print(len(ctx), [len(s) for s in snapshots])  # expect: 2000 [1, 401, 801, 1201, 1601]
print(all(ctx[v] == i for i, v in enumerate(variables)), dict(ctx) == dict(zip(variables, range(2000))))
# expect: True True
print(sorted(ctx.values()) == list(range(2000)), set(ctx.keys()) == set(variables), dict(ctx.items()) == dict(ctx))
# expect: True True True
full = ctx.copy()
ctx.run(lambda: [v.reset(t) for v, t in zip(variables[::3], tokens[::3])])
print(len(ctx), len(full), variables[0] in ctx, variables[1] in ctx, list(ctx.values())[:0])
# expect: 1333 2000 False True []
print(ctx.get(variables[0]), ctx.get(variables[0], "none"), ctx.get(variables[1], "none"))  # expect: None none 1
ctx.run(lambda: [v.reset(t) for v, t in zip(variables, tokens) if v in ctx])
print(len(ctx), list(ctx), ctx == contextvars.Context(), ctx != full, full == full.copy(), ctx == 1)
# expect: 0 [] True True True False
ctx[1]  # raises: TypeError: a ContextVar key was expected, got 1
1 in ctx  # raises: TypeError: a ContextVar key was expected, got 1
hash(ctx)  # raises: TypeError: unhashable type: '_contextvars.Context'
contextvars.Context() < contextvars.Context()  # raises: TypeError: '<' not supported between instances of '_contextvars.Context' and '_contextvars.Context'
