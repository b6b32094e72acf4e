import _pack
print(_pack.__doc__, _pack.__name__, _pack.__package__, hasattr(_pack, "one"), len(_pack.__path__))
# expect: The package's doc. _pack _pack False 1
import _pack.one
print(_pack.one.value, _pack.two.value, _pack.one.__name__, _pack.one.__package__)  # expect: 1 2 _pack.one _pack
from _pack import two, hidden
print(two.value, hidden)  # expect: 2 hidden
try: from _pack import nope
except ImportError as e: print(str(e).split(" (")[0], e.name, e.path == _pack.__file__, e.msg == str(e))
# expect: cannot import name 'nope' from '_pack' _pack True True
import _pack.nope  # raises: ModuleNotFoundError: No module named '_pack.nope'
