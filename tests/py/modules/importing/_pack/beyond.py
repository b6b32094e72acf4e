value = 2
from .one import value as one_value
from .sub import deep
from .. import nothing_above
