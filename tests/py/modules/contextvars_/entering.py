# A context is entered by run(), once at a time; what is set inside stays there.
import contextvars

var = contextvars.ContextVar("var", default=1)
ctx = contextvars.copy_context()
print(ctx.run(var.set, 2).var is var)  # expect: True
print(var.get(), ctx[var], ctx.run(var.get))  # expect: 1 2 2
print(ctx.run(lambda *args, **kwargs: (args, kwargs), 1, a=2))  # expect: ((1,), {'a': 2})
def fail():
    var.set(3)
    raise ValueError("no")
try: ctx.run(fail)
except ValueError as e: print(e, ctx[var], var.get())  # expect: no 3 1
try: ctx.run(ctx.run, var.get)
except RuntimeError as e: print(str(e).startswith("cannot enter context: <_contextvars.Context object at"), str(e)[-19:])
# expect: True  is already entered
print(ctx.run(var.get))  # expect: 3
ctx.run()  # raises: TypeError: run() missing 1 required positional argument
ctx.run(1)  # raises: TypeError: 'int' object is not callable
contextvars.Context(1)  # raises: TypeError: Context() does not accept any arguments
