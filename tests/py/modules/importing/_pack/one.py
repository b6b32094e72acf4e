value = 1
from . import two
