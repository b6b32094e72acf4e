# A token gives a variable its former value back, once, in the context where it was made.
import contextvars

var = contextvars.ContextVar("var")
other = contextvars.ContextVar("other", default="d")
token = var.set(1)
print(token.var is var, token.old_value is contextvars.Token.MISSING, contextvars.Token.MISSING)
# expect: True True <Token.MISSING>
second = var.set(2)
print(second.old_value, var.get(), repr(token).startswith("<Token var=<ContextVar name='var' at 0x"))
# expect: 1 2 True
var.reset(token)
print(var.get("none"), other.get(), other.get(5), repr(token).startswith("<Token used var=<ContextVar name='var'"))
# expect: none d 5 True
for wrong in token, second:
    try: (var if wrong is token else other).reset(wrong)
    except (RuntimeError, ValueError) as e: print(type(e).__name__, str(e)[str(e).index("> ") + 2:].split("> ")[-1])
# expect: RuntimeError has already been used once
# expect: ValueError was created by a different ContextVar
try: contextvars.copy_context().run(var.reset, second)
except ValueError as e: print(str(e)[-35:])  # expect:  was created in a different Context
try: var.get()
except LookupError as e: print(e.args[0] is var)  # expect: True
print(contextvars.ContextVar[int], contextvars.Token[int])
# expect: _contextvars.ContextVar[int] _contextvars.Token[int]
var.reset(1)  # raises: TypeError: expected an instance of Token, got 1
contextvars.Token()  # raises: RuntimeError: Tokens can only be created by ContextVars
contextvars.ContextVar(1)  # raises: TypeError: context variable name must be a str
contextvars.ContextVar()  # raises: TypeError: ContextVar() takes exactly 1 positional argument (0 given)
class Derived(contextvars.ContextVar): pass  # raises: TypeError: type '_contextvars.ContextVar' is not an acceptable base type
