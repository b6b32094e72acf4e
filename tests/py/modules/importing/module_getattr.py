import _lazy
print(_lazy.dynamic, dir(_lazy))  # expect: made ['dynamic']
from _lazy import dynamic
print(dynamic)  # expect: made
try: from _lazy import other
except ImportError as e: print(str(e).split(" (")[0])  # expect: cannot import name 'other' from '_lazy'
_lazy.other  # raises: AttributeError: no other here
