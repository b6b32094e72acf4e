import math, sys as system
from math import pi, sqrt as root
from collections import (OrderedDict, deque,)
import collections.abc
import collections.abc as cabc
print(math.pi == pi, root(4), system.__name__, OrderedDict.__name__, deque.__name__, collections.abc is cabc, cabc.__name__)
# expect: True 2.0 sys OrderedDict deque True collections.abc
from math import nope  # raises: ImportError: cannot import name 'nope' from 'math' (unknown location)
import nothing_here  # raises: ModuleNotFoundError: No module named 'nothing_here'
import math.inner  # raises: ModuleNotFoundError: No module named 'math.inner'; 'math' is not a package
from nothing_here import x  # raises: ModuleNotFoundError: No module named 'nothing_here'
from . import x  # raises: ImportError: attempted relative import with no known parent package
from .x import y  # raises: ImportError: attempted relative import with no known parent package
