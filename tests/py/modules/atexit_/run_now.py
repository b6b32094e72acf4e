# _run_exitfuncs() runs what is registered, also what is registered meanwhile; _clear() forgets it.
import atexit
atexit._clear()
atexit.register(lambda: atexit.register(print, "inner"))
atexit._run_exitfuncs()       # expect: inner
print(atexit._ncallbacks())   # expect: 0
atexit.register(print, "never")
atexit._clear()
atexit.register(1)            # raises: TypeError: the first argument must be callable
