import contextvars
v = contextvars.ContextVar("v", default=5)
print(v.get(), v.name)  # expect: 5 v
t = v.set(7)
print(v.get(), t.old_value is contextvars.Token.MISSING, t.var is v)  # expect: 7 True True
v.reset(t); print(v.get())  # expect: 5
c = contextvars.copy_context()
def f(): v.set(99); return v.get()
print(c.run(f), v.get(), c[v], v in c, len(c) >= 1)  # expect: 99 5 99 True True
w = contextvars.ContextVar("w")
print(w.get("fallback"))  # expect: fallback
for attempt in (w.get, lambda: v.reset(t)):
    try: attempt()
    except (LookupError, RuntimeError) as e: print(type(e).__name__)
# expect: LookupError
# expect: RuntimeError
