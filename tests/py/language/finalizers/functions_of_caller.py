# What a finalizer asks of its caller is of the function that another one returns to.
import sys, traceback, warnings, weakref

class Asks:
    def __del__(self):
        print([entry.name for entry in traceback.extract_stack()][-3:])
        print(sys._getframe(1).f_back.f_code.co_name)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            warnings.warn("here", stacklevel=2)
        print(caught[0].lineno)
        print(next(iter(sys._current_frames().values())).f_back.f_code.co_name)

def returns():
    asks = Asks()
def sees(reference):
    print(sys._getframe(1).f_code.co_name)
def referred():
    asks = type("Other", (), {})()
    watched.append(weakref.ref(asks, sees))
watched = []
def caller():
    returns()
    referred()
caller()
# expect: ['<module>', 'caller', '__del__']
# expect: <module>
# expect: 23
# expect: caller
# expect: caller

class Traces:
    def __del__(self):
        sys.settrace(lambda *event: print(event[0].f_code.co_name, event[1]))
def begins_tracing():
    traces = Traces()
def after():
    pass
begins_tracing()
after()  # expect: after call
sys.settrace(None)

class Replaces:
    def __del__(self):
        replaced.__code__ = (lambda: "new").__code__
def replaced():
    replaces = Replaces()
    return "old"
print(replaced(), replaced())  # expect: old new
