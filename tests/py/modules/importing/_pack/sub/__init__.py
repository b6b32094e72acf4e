from ..two import value
from . import deep
