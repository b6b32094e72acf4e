# Contexts that their own values refer to are collected.
import contextvars, gc, weakref

class Thing: pass
thing = Thing()
thing.context = contextvars.Context()
thing.variable = contextvars.ContextVar("v")
thing.token = thing.context.run(thing.variable.set, thing)
dead = weakref.ref(thing)
del thing
gc.collect()
print(dead())  # expect: None
