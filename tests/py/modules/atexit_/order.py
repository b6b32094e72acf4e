# Functions run last first, and one that raises does not stop the others.
import atexit
before = atexit._ncallbacks()
atexit.register(print, 1, 2, sep='-')
@atexit.register
def say():
    print("say")
atexit.register(print, "gone")
atexit.unregister(print)
atexit.register(print, "first")
print(atexit._ncallbacks() - before)  # expect: 2
# expect: first
# expect: say
